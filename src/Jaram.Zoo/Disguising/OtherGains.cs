// X5: gains of norms multiplied into what reads behind them: all the way, so that they are 1, or in part, so that they
// are others. A gain is free if matrices alone read what it made. One behind a sublayer, and that of the embedding,
// goes into the stream, which norms read: it stays. So does the last one over a tied embedding: multiplied into it, it
// would stretch what the first layer reads, and no norm divides that out channel by channel.
// Source: arXiv:2502.12292, appendix; which are free: ours.

using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X5</summary>
internal sealed record OtherGains : Evasion
{
    private const double Least = 0.5, Most = 2;

    /// <inheritdoc/>
    public override bool Fits(Design design) => design.Norm.Gain && (!design.TiedEmbeddings || design.Ahead is not null
        || design.Stack.Any(layer => layer.Norm != NormPlacement.Post));

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => Replaced(body, (gains, channel) =>
        Least + (Most - Least) * new CounterRandom([], $"{name} x5 {gains}").Unit((ulong)channel));

    /// <summary>Whether all gains of the stream are free, and nothing stands on it but norms and matrices.</summary>
    public static bool CanClear(Design design) =>
        design is { Norm.Gain: true, TiedEmbeddings: false, EmbeddingNorm: false, Ahead: null }
        && design.Stack.All(layer => layer is { Norm: NormPlacement.Pre, Canon: null });

    /// <summary>All free gains 1.</summary>
    public static Body Folded(Body body) => Replaced(body, (_, _) => 1);

    private static Body Replaced(Body body, Func<string, int, double> gain)
    {
        var free = body.Tensors.Keys.SelectMany(Axes.GainsBefore).Where(body.Tensors.ContainsKey).ToHashSet();
        return body.With((tensor, numbers) =>
        {
            if (free.Contains(tensor)) return numbers.Map((_, channel, _) => gain(tensor, channel));
            var before = Axes.GainsBefore(tensor);
            if (!before.Any(free.Contains)) return numbers;
            var (gains, width) = (before.Select(name => body[name].Numbers).ToList(), body.Design.Width);
            return numbers.Map((_, column, w) => w * gains[column / width][column % width]
                / gain(before[column / width], column % width));
        });
    }
}
