namespace Jaram.Architecture.Atlas;

/// <summary>How many parameters the maker says that a model has; 0 where nothing is said.</summary>
public sealed record PublishedCount
{
    /// <summary>All of them.</summary>
    public long Total { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Those that one token meets.</summary>
    public long Active { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Who says so, and how well that is known.</summary>
    public required string From { get; init => field = Must.BeFilled(value); }

    /// <summary>Whether the modules that foresee later tokens are in the total.</summary>
    public bool TotalHoldsAhead { get; init; }

    /// <summary>Whether the embedding is left out of what a token meets, as its rows are only looked up.</summary>
    public bool ActiveLeavesEmbedding { get; init; }
}
