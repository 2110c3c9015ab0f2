// X5: gains of norms multiplied into what reads behind them: all the way, so that they are 1, or in part, so that they
// are others.
// Source: arXiv:2502.12292, appendix.

using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X5</summary>
internal sealed record OtherGains : Evasion
{
    private const double Least = 0.5, Most = 2;

    /// <inheritdoc/>
    public override bool Fits(Design design) => CanFold(design);

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => Replaced(body, (gains, channel) =>
        Least + (Most - Least) * new CounterRandom([], $"{name} x5 {gains}").Unit((ulong)channel));

    /// <summary>Whether each norm of the stream stands before matrices alone, and has gains.</summary>
    public static bool CanFold(Design design) => design is { Norm.Gain: true, TiedEmbeddings: false, Ahead: null }
        && design.Stack.All(layer => layer is { Norm: NormPlacement.Pre, Canon: null });

    /// <summary>All gains of the stream 1.</summary>
    public static Body Folded(Body body) => Replaced(body, (_, _) => 1);

    private static Body Replaced(Body body, Func<string, int, double> gain) => body.With((tensor, numbers) =>
    {
        if (Axes.GainsBefore(tensor) is { } before)
        {
            var gains = body[before].Numbers;
            return numbers.Map((_, channel, w) => w * gains[channel] / gain(before, channel));
        }
        return !numbers.IsFlat && Axes.Of(tensor).Columns is Axis.Stream
            ? numbers.Map((_, channel, _) => gain(tensor, channel))
            : numbers;
    });
}
