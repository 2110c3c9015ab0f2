// A small attention that only says which tokens the large one reads.
// Source: DeepSeek-V3.2, arXiv:2512.02556, section 2.1; by blocks MiniMax M3 (its published config.json).

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>Chooses the tokens that a mixer reads.</summary>
public sealed record Indexer
{
    /// <summary>Query heads; all share one key.</summary>
    public required int Heads { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head.</summary>
    public required int HeadDim { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens that are read, at most; with blocks, those of all chosen blocks.</summary>
    public required int Tokens { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens of a block; 0 if tokens are chosen one by one.</summary>
    public int Block { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether the choice of the last layer that has an indexer of its own is read again.</summary>
    public bool Reused { get; init; }

    /// <summary>Trainable numbers.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="query">Channels that its queries are made of.</param>
    public long Parameters(int width, int query) => Reused ? 0 : Matrices(width, query) + 2L * HeadDim;

    /// <summary>Floating-point operations of one token.</summary>
    /// <param name="width">Model width D.</param>
    /// <param name="query">Channels that its queries are made of.</param>
    /// <param name="work">What is being computed.</param>
    public double Flops(int width, int query, Work work) =>
        Reused ? 0 : 2.0 * Matrices(width, query) + 2.0 * Heads * HeadDim * work.KeysRead(0);

    /// <summary>Numbers that every token adds.</summary>
    public Kept Keeps => new() { Indexed = Reused ? 0 : HeadDim };

    private long Matrices(int width, int query) =>
        (long)query * Heads * HeadDim + (long)width * HeadDim + (long)width * Heads;
}
