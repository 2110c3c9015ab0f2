// What a rubric may ask of results, by name.
// Source: ours.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>The measures.</summary>
public static class Measures
{
    private static readonly ImmutableSortedDictionary<string, Measure> _all = new[]
    {
        new Measure("originality.tier", "originality", OriginalityMeasures.Tier),
        new("originality.bits", "originality", OriginalityMeasures.Bits),
        new("payoff.multiplier", "comparison", PayoffMeasures.Multiplier),
        new("payoff.trend", "comparison", PayoffMeasures.Trend),
        new("payoff.forecasts", "comparison", PayoffMeasures.Forecasts),
        new("cost.charactersPerSecond", "cost", CostMeasures.Characters),
        new("cost.joulesPerMillionCharacters", "cost", CostMeasures.Joules),
        new("cost.cacheBytesPerCharacter", "cost", CostMeasures.CacheBytes),
        new("cost.concurrency", "cost", CostMeasures.Concurrency),
        new("cost.depthKept", "cost", CostMeasures.DepthKept),
        new("tasks.aboveChance", "tasks", TaskMeasures.AboveChance),
        new("tasks.unseen", "tasks", TaskMeasures.Unseen),
        new("extension.gain", "extension", ExtensionMeasures.Gain),
        new("extension.kept", "extension", ExtensionMeasures.Kept),
    }.ToImmutableSortedDictionary(measure => measure.Name, measure => measure, StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => _all.Keys;

    /// <summary>The kind of result that a measure is read from.</summary>
    public static string KindOf(string measure) => _all[measure].Kind;

    /// <summary>Reads a measure.</summary>
    public static Reading Of(string measure, EvidenceSet evidence) =>
        evidence.TryFind(_all[measure].Kind, out var file, out var why)
            ? _all[measure].Read(file.Root, evidence)
            : new Reading.Untold(why);

    /// <summary>A number in a sentence.</summary>
    internal static string Text(decimal value, string format = "0.###") =>
        value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Measure(string Name, string Kind, Func<JsonElement, EvidenceSet, Reading> Read);
}
