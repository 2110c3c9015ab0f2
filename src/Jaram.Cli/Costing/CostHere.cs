// What the run on this machine says: speeds as shares of the run's own ceilings, energy with its tier, and whether the
// model of a step foretells them.
// Source: ours.

using Jaram.Architecture.Costing;
using Jaram.Inference;
using Jaram.Inference.Costing;

namespace Jaram.Cli.Costing;

/// <summary>How good a figure of energy is.</summary>
internal enum Tier
{
    /// <summary>A: a meter at the wall.</summary>
    Wall,

    /// <summary>B: the processor's own counter.</summary>
    Counter,

    /// <summary>C: time times an assumed power.</summary>
    Estimated,
}

/// <summary>One measurement and what follows from it.</summary>
/// <param name="Speed">What was measured.</param>
/// <param name="BandwidthShare">Bytes that it must read, by the second, over what memory gives (MBU).</param>
/// <param name="ComputeShare">Operations that it must do, by the second, over what the processor does (MFU).</param>
/// <param name="Joules">Of a token, as far as the tier sees.</param>
/// <param name="Tier">How good that is.</param>
/// <param name="PredictedSeconds">What the fitted model of a step says of it.</param>
/// <param name="IsFitted">Whether the fit has seen it; what it has not seen tests it.</param>
/// <param name="Price">KRW for a million tokens.</param>
internal sealed record SpeedHere(Speed Speed, double BandwidthShare, double ComputeShare, double Joules, Tier Tier,
    double PredictedSeconds, bool IsFitted, Price Price)
{
    private const double Tolerated = 0.15;

    /// <summary>By what share of the measured time the prediction is off.</summary>
    public double Deviation => PredictedSeconds / Speed.Seconds - 1;

    /// <summary>Whether it is off by so much that the model should not be trusted here.</summary>
    public bool IsOff => Math.Abs(Deviation) > Tolerated;
}

/// <summary>All that was measured on this machine.</summary>
/// <param name="Report">The measurements.</param>
/// <param name="Speeds">And what follows from each.</param>
/// <param name="Fitted">Shares and overhead of the model of a step.</param>
/// <param name="WeightBytes">Bytes of the engine's packed weights.</param>
/// <param name="CacheBytesPerToken">Bytes that a token takes in the engine's cache, scales and padding included.
/// </param>
internal sealed record CostHere(SpeedReport Report, IReadOnlyList<SpeedHere> Speeds, Rates Fitted, long WeightBytes,
    double CacheBytesPerToken)
{
    private const int PageTokens = 16;

    /// <summary>Draws the conclusions.</summary>
    public static CostHere Of(Engine engine, SpeedReport report, StepModel model, CostWish wish)
    {
        var prompt = report.Speeds.First(speed => speed.Kind == SpeedKind.Prefill);
        var alone = report.Speeds.Where(speed => speed is { Kind: SpeedKind.Decode, Batch: 1 }).ToList();
        var fitted = StepFit.Of(model, report.Bandwidth, report.Peak, prompt.Tokens, prompt.Seconds,
            [.. alone.Select(speed => new MeasuredStep(speed.Batch, speed.Depth, speed.Seconds))]);
        return new(report, [.. report.Speeds.Select(Conclude)], fitted, engine.WeightBytes,
            (double)engine.PageBytes / PageTokens);

        SpeedHere Conclude(Speed speed)
        {
            var isPrompt = speed.Kind == SpeedKind.Prefill;
            var (bytes, flops, seconds) = isPrompt
                ? (model.PrefillBytes(speed.Tokens), model.PrefillFlops(speed.Tokens),
                    model.Prefill(fitted, speed.Tokens))
                : (model.DecodeBytes(speed.Batch, speed.Depth), model.DecodeFlops(speed.Batch, speed.Depth),
                    model.Decode(fitted, speed.Batch, speed.Depth));
            var (joules, tier) = wish.WallWatts is { } watts ? (watts / speed.Median, Tier.Wall)
                : (speed.Joules, speed.IsCounted ? Tier.Counter : Tier.Estimated);
            // A counter sees the processor only; a meter and the assumed watts see the machine.
            var atWall = tier == Tier.Counter ? joules * wish.Assumptions[Assumptions.ServerFactor] : joules;
            return new(speed, bytes / speed.Seconds / report.Bandwidth, flops / speed.Seconds / report.Peak, joules,
                tier, seconds, isPrompt || alone.Contains(speed), Price.Of(wish.Assumptions,
                    wish.Assumptions.Find(Assumptions.Capex), Figure.Of(speed.Median), Figure.Of(atWall)));
        }
    }
}
