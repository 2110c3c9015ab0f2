namespace Jaram.Inference.Serving;

/// <summary>How many orders are served at once.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Orders served at once.</summary>
    public int Seats { get; init => field = Positive(value, "seats"); } = 16;

    /// <summary>Orders that may wait.</summary>
    public int MostWaiting { get; init => field = Positive(value, "waiting orders"); } = 256;

    /// <summary>Prompt tokens read in a step, so that others' answers go on meanwhile; a multiple of 16, 512 at
    /// most.</summary>
    public int ChunkTokens
    {
        get;
        init => field = value is >= 16 and <= Engine.RowsAtMost && value % 16 == 0
            ? value
            : throw new InferenceException(FormattableString.Invariant(
                $"a chunk has 16 to {Engine.RowsAtMost} tokens, a multiple of 16, got {value}; correct it"));
    } = Engine.ChunkTokens;

    private static int Positive(int value, string what) => value > 0
        ? value
        : throw new InferenceException(
            FormattableString.Invariant($"{what} must be 1 or more, got {value}; correct it"));
}
