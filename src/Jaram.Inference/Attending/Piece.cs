namespace Jaram.Inference.Attending;

/// <summary>A piece of a layer's attention that one thread computes by itself.</summary>
/// <param name="Span">Whose tokens.</param>
/// <param name="Row">First of the walk's rows.</param>
/// <param name="Rows">How many.</param>
/// <param name="KeyHead">Which key head.</param>
/// <param name="Head">First of the query heads.</param>
/// <param name="Heads">How many.</param>
/// <param name="Segment">The one stretch of tokens that is looked at; -1 for all, one after the other.</param>
internal readonly record struct Piece(int Span, int Row, int Rows, int KeyHead, int Head, int Heads, int Segment)
{
    /// <summary>All stretches.</summary>
    public const int Whole = -1;

    /// <summary>Tokens of a stretch.</summary>
    public const int SegmentTokens = 512;

    /// <summary>Queries that a piece has at most.</summary>
    public const int MostQueries = 32;

    /// <summary>Rows times heads.</summary>
    public int Queries => Rows * Heads;
}
