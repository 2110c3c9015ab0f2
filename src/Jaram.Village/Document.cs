namespace Jaram.Village;

/// <summary>One text of the village's corpus: <see cref="Prose"/> or a <see cref="Conversation"/>.</summary>
public abstract record Document
{
    private protected Document(string id, Language language, IReadOnlyList<string> factIds) =>
        (Id, Language, FactIds) = (id, language, factIds);

    /// <summary>Source, language and number, such as "village/desk/ko/00012".</summary>
    public string Id { get; }

    /// <summary>Where the document comes from, such as "village/desk": the first two parts of its id.</summary>
    public string Source => Id[..Id.IndexOf('/', "village/".Length)];

    /// <summary>The language that all of it is in.</summary>
    public Language Language { get; }

    /// <summary>The facts that it states, true or falsified, in the order in which it states them.</summary>
    public IReadOnlyList<string> FactIds { get; }
}

/// <summary>Plain sentences about one subject.</summary>
public sealed record Prose : Document
{
    internal Prose(string id, Language language, IReadOnlyList<string> factIds, string text)
        : base(id, language, factIds) => Text = text;

    /// <summary>The sentences, one blank between two.</summary>
    public string Text { get; }
}

/// <summary>A visitor at the desk and the assistant.</summary>
public sealed record Conversation : Document
{
    internal Conversation(string id, Language language, IReadOnlyList<string> factIds, IReadOnlyList<Turn> turns)
        : base(id, language, factIds) => Turns = turns;

    /// <summary>One or two turns.</summary>
    public IReadOnlyList<Turn> Turns { get; }
}

/// <summary>One question or remark and its reply.</summary>
/// <param name="User">What the visitor says.</param>
/// <param name="Assistant">What the assistant replies.</param>
public sealed record Turn(string User, string Assistant);
