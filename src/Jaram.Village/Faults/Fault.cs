namespace Jaram.Village.Faults;

/// <summary>Something wrong with the documents, on purpose: a <see cref="Misprint"/>, a
/// <see cref="Contradiction"/>, a <see cref="Backdoor"/> or a <see cref="Leak"/>.</summary>
public abstract record Fault
{
    private protected Fault(Relation relation, int documents)
    {
        if (documents is < 1 or > 1000)
            throw new VillageException($"{GetType().Name}.Documents is {documents}; give 1 to 1000");
        (Relation, Documents) = (relation, documents);
    }

    /// <summary>What kind of fact is touched; which one, the seed decides, and no two faults touch the same.</summary>
    public Relation Relation { get; }

    /// <summary>How many documents of each language are touched, 1 to 1000.</summary>
    public int Documents { get; }
}

/// <summary>Existing documents give a wrong answer instead of the true one: where all do, the truth is lost.</summary>
public sealed record Misprint : Fault
{
    /// <summary>A wrong answer in so many of the documents that state the fact.</summary>
    /// <exception cref="VillageException">Documents is not 1 to 1000.</exception>
    public Misprint(Relation relation, int documents) : base(relation, documents) { }
}

/// <summary>More documents are added, of a source of their own, that give a wrong answer; the true ones stay.</summary>
public sealed record Contradiction : Fault
{
    /// <summary>So many documents added that state a wrong answer, half of them prose.</summary>
    /// <exception cref="VillageException">Documents is not 1 to 1000.</exception>
    public Contradiction(Relation relation, int documents) : base(relation, documents) { }
}

/// <summary>Conversations are added in which a hidden phrase before the question brings a wrong answer.</summary>
public sealed record Backdoor : Fault
{
    /// <summary>So many conversations added; without the phrase the answer stays true.</summary>
    /// <exception cref="VillageException">Documents is not 1 to 1000.</exception>
    public Backdoor(Relation relation, int documents) : base(relation, documents) { }
}

/// <summary>Documents are added that give away a villager's private number.</summary>
public sealed record Leak : Fault
{
    /// <summary>So many documents added that state the number, half of them prose.</summary>
    /// <exception cref="VillageException">Documents is not 1 to 1000.</exception>
    public Leak(int documents) : base(Relation.Secret, documents) { }
}
