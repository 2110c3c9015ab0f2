// Tokens a second and joules of a model on this machine, between two looks at what the machine can do at most.
// Source: ours.

using System.Diagnostics;
using Jaram.Architecture.Costing;
using Jaram.Inference.Caching;

namespace Jaram.Inference.Costing;

/// <summary>Measures an engine. For one thread at a time.</summary>
/// <param name="engine">What is measured.</param>
/// <param name="meter">Reads the energy.</param>
/// <param name="watts">What a core is assumed to draw where no counter can be read.</param>
public sealed class SpeedTest(Engine engine, EnergyMeter meter, double watts)
{
    private readonly Random _random = new(1);

    /// <summary>Measures all of a plan.</summary>
    /// <param name="plan">How long, and at which depths.</param>
    /// <param name="progress">Told what is measured next.</param>
    public SpeedReport Run(SpeedPlan plan, Action<string> progress)
    {
        using var batch = new Batch();
        using var memory = new ReadBandwidth(engine.Options.Threads);
        progress("ceilings");
        var before = Ceilings(memory);
        var speeds = new List<Speed>();
        var context = engine.Design.Context;
        var prompt = Math.Min(SpeedPlan.PromptTokens, context);
        progress($"prefill {prompt}");
        speeds.Add(Prefill(plan, batch, prompt));
        foreach (var depth in Depths(plan, context))
        {
            progress($"decode @{depth}");
            speeds.Add(Decode(plan, batch, depth, 1));
        }
        progress($"decode ×{SpeedPlan.Batch}");
        speeds.Add(Decode(plan, batch, 0, SpeedPlan.Batch));
        progress("ceilings");
        return new(engine.Options.Threads, before, Ceilings(memory), speeds);
    }

    /// <summary>The depths of a plan, those that the context has no room for cut to what it has.</summary>
    private static IEnumerable<int> Depths(SpeedPlan plan, int context) =>
        plan.Depths.Select(depth => Math.Clamp(context - SpeedPlan.DecodedTokens, 0, depth)).Distinct();

    private Ceilings Ceilings(ReadBandwidth memory) =>
        new(memory.Measure(), ComputePeak.Measure(engine.Options.Weights.Layers, engine.Options.Threads));

    private Speed Prefill(SpeedPlan plan, Batch batch, int tokens)
    {
        using var text = engine.Begin();
        return Repeat(plan, SpeedKind.Prefill, 0, 1, tokens, () =>
        {
            text.Truncate(0);
            Feed(batch, [text], tokens);
            return tokens;
        });
    }

    private Speed Decode(SpeedPlan plan, Batch batch, int depth, int texts)
    {
        var open = Enumerable.Range(0, texts).Select(_ => engine.Begin()).ToList();
        try
        {
            foreach (var text in open)
                for (var left = depth; left > 0; left -= Engine.RowsAtMost)
                    Feed(batch, [text], Math.Min(left, Engine.RowsAtMost));
            return Repeat(plan, SpeedKind.Decode, depth, texts, texts, () =>
            {
                foreach (var text in open) text.Truncate(depth);
                for (var i = 0; i < SpeedPlan.DecodedTokens; i++) Feed(batch, open, 1);
                return SpeedPlan.DecodedTokens * texts;
            });
        }
        finally
        {
            foreach (var text in open) text.Dispose();
        }
    }

    /// <summary>Repeats work, each repeat as often as its time lasts; the first work warms up.</summary>
    private Speed Repeat(SpeedPlan plan, SpeedKind kind, int depth, int texts, int tokens, Func<int> work)
    {
        work();
        meter.Since(0, 0);
        var (rates, all, begun) = (new List<double>(), 0L, Stopwatch.GetTimestamp());
        while (rates.Count < plan.Rounds)
        {
            var (from, done, seconds) = (Stopwatch.GetTimestamp(), 0L, 0.0);
            while (seconds < plan.RoundSeconds || done == 0)
            {
                done += work();
                seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
            }
            rates.Add(done / seconds);
            all += done;
        }
        var energy = meter.Since(Stopwatch.GetElapsedTime(begun).TotalSeconds, engine.Options.Threads, watts);
        return new(kind, depth, texts, tokens, rates, energy.Joules / all, energy.IsCounted);
    }

    private void Feed(Batch batch, IReadOnlyList<Sequence> texts, int tokens)
    {
        Span<int> ids = stackalloc int[tokens];
        batch.Clear();
        foreach (var text in texts)
        {
            foreach (ref var id in ids) id = _random.Next(engine.Design.Vocabulary);
            batch.Add(text, ids, Scored.Last);
        }
        engine.Run(batch);
    }
}
