// A model on a machine that is not here: speed by the step model, energy by the rated power, money by the assumptions.
// Source: ours.

namespace Jaram.Architecture.Costing;

/// <summary>What running some texts together comes to.</summary>
/// <param name="Batch">Texts together.</param>
/// <param name="TokensPerSecond">Of all texts together.</param>
/// <param name="Joules">Of a token, at the wall.</param>
/// <param name="Price">KRW for a million tokens.</param>
public sealed record BatchEstimate(int Batch, Figure TokensPerSecond, Figure Joules, Price Price);

/// <summary>What a model costs on a machine. Every number is estimated.</summary>
/// <param name="Hardware">The machine.</param>
/// <param name="PeakUsed">The fact that its compute was taken from.</param>
/// <param name="Rates">What it reaches; <see cref="Figure.Missing"/> tells what is not known.</param>
/// <param name="Depth">Tokens before the one that is written: as assumed, or as the model's context allows.</param>
/// <param name="NeededBytes">Weights and one text's cache.</param>
/// <param name="MemoryBytes">Memory that may be used.</param>
/// <param name="MostTexts">Texts that fit together.</param>
/// <param name="Prompt">Reading prompts, one at a time.</param>
/// <param name="Batches">Writing, for each number of texts that fits.</param>
public sealed record Estimate(Hardware Hardware, string PeakUsed, Rates? Rates, int Depth, double NeededBytes,
    Figure MemoryBytes, Figure MostTexts, BatchEstimate Prompt, IReadOnlyList<BatchEstimate> Batches)
{
    private static readonly int[] _batches = [1, 8, 64];

    /// <summary>Whether weights and one text's cache are known to exceed the memory.</summary>
    public bool IsTooBig => MostTexts is { IsKnown: true, Value: 0 };

    /// <summary>Estimates a model on a machine.</summary>
    /// <param name="model">The model.</param>
    /// <param name="precision">How its weights are kept.</param>
    /// <param name="hardware">The machine.</param>
    /// <param name="assumptions">What is taken for granted.</param>
    public static Estimate Of(StepModel model, Precision precision, Hardware hardware, Assumptions assumptions)
    {
        var peak = precision.Peaks.FirstOrDefault(hardware.Facts.ContainsKey, precision.Peaks[0]);
        var (rates, lacking) = RatesOf(hardware, peak, assumptions, model.Design.Stack.Length);
        var (depth, prompt) = (Math.Min((int)assumptions[Assumptions.Depth], model.Design.Context - 1),
            Math.Min((int)assumptions[Assumptions.PromptTokens], model.Design.Context));
        var memory = hardware[Hardware.Memory].Then(gb => gb * 1e9 * assumptions[Assumptions.MemoryShare]);
        var most = memory.Then(bytes =>
            model.MostTexts(bytes, depth + 1, (int)assumptions[Assumptions.BatchAtMost]));
        Figure Rate(Func<Rates, double> rule) =>
            rates is { } known ? Figure.Of(rule(known)) : Figure.CannotTell(lacking);
        var batches = _batches.Concat(most is { IsKnown: true, Value: > 0 } ? [(int)most.Value] : [])
            .Where(batch => !most.IsKnown || batch <= most.Value).Distinct().Order();
        return new(hardware, peak, rates, depth, model.Reads.Weights + model.Reads.Cache(depth + 1), memory, most,
            For(1, Rate(r => prompt / model.Prefill(r, prompt))),
            [.. batches.Select(batch => For(batch, Rate(r => batch / model.Decode(r, batch, depth))))]);

        BatchEstimate For(int batch, Figure rate)
        {
            var joules = Watts(hardware, assumptions).And(rate, (watts, tokens) => watts / tokens);
            return new(batch, rate, joules, Price.Of(assumptions, CapexOf(hardware, assumptions), rate, joules));
        }
    }

    /// <summary>KRW of a machine: what the assumptions say, else the machine's file.</summary>
    public static Figure CapexOf(Hardware hardware, Assumptions assumptions) =>
        assumptions.Find(Assumptions.Capex) is { IsKnown: true } given ? given : hardware[Hardware.Capex];

    /// <summary>Watts at the wall while at work: measured there, else the board's times what a server adds.</summary>
    private static Figure Watts(Hardware hardware, Assumptions assumptions) =>
        hardware[Hardware.WallWatts] is { IsKnown: true } wall
            ? wall
            : hardware[Hardware.BoardWatts].Then(board => board * assumptions[Assumptions.ServerFactor]);

    private static (Rates? Rates, string Lacking) RatesOf(Hardware hardware, string peak, Assumptions assumptions,
        int layers)
    {
        var (bandwidth, compute) = (hardware[Hardware.Bandwidth], hardware[peak]);
        if (!bandwidth.IsKnown) return (null, bandwidth.Missing);
        if (!compute.IsKnown) return (null, compute.Missing);
        return (new(bandwidth.Value * 1e9, compute.Value * 1e12,
            Share(Assumptions.BandwidthShare, Hardware.BandwidthShare),
            Share(Assumptions.ComputeShare, Hardware.ComputeShare),
            Share(Assumptions.Overhead, Hardware.Overhead) * 1e-6 * layers), "");

        // What a user says goes before what a file says, and that before what is assumed.
        double Share(string assumption, string fact) =>
            !assumptions.IsGiven(assumption) && hardware[fact] is { IsKnown: true } known
                ? known.Value
                : assumptions[assumption];
    }
}
