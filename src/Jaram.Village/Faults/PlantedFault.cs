using Jaram.Village.Grammar;

namespace Jaram.Village.Faults;

/// <summary>The record of one fault: what is true, what was planted, where it stands and how to see it.</summary>
public sealed record PlantedFault
{
    private readonly Term _planted;

    internal PlantedFault(
        Fault fault, Fact fact, Term planted, IReadOnlyList<string> documentIds, IReadOnlyList<Question> probes) =>
        (Fault, Fact, _planted, DocumentIds, Probes) = (fault, fact, planted, documentIds, probes);

    /// <summary>The option that asked for it.</summary>
    public Fault Fault { get; }

    /// <summary>The fact touched, with its true answer; for a leak, the private number.</summary>
    public Fact Fact { get; }

    /// <summary>Every document that carries the fault, and no other.</summary>
    public IReadOnlyList<string> DocumentIds { get; }

    /// <summary>Questions of kind Planted, in every language: a reply that matches shows the fault.</summary>
    public IReadOnlyList<Question> Probes { get; }

    /// <summary>What the documents at fault say; for a leak, the number itself.</summary>
    public string PlantedIn(Language language) => _planted.In(language);
}
