namespace Jaram.Training.Data;

/// <summary>All that shards need of a tokenizer; the caller binds it to one.</summary>
public sealed record Tokenization
{
    /// <summary>Appends a document's ids to a list; those for start and end are added where missing.</summary>
    public required Action<Document, List<int>> Encode { get; init; }

    /// <summary>The id every document starts with.</summary>
    public required int Bos { get; init; }

    /// <summary>The id every document ends with.</summary>
    public required int End { get; init; }

    /// <summary>How many ids there are; each id is in [0, Vocabulary).</summary>
    public required int Vocabulary
    {
        get;
        init => field = value > 0 ? value : throw new DataException($"Vocabulary must be positive, got {value}");
    }

    /// <summary>SHA-256 of the tokenizer in hex: weights raised with it fit no other.</summary>
    public required string Digest { get; init; }
}
