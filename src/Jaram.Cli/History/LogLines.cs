using System.Text.Json.Nodes;
using Jaram.Ledger.Growth;
using Jaram.Training.Recording;

namespace Jaram.Cli.History;

/// <summary>Entries of a ledger for programs, an object each.</summary>
internal sealed class LogLines(GrowthHistory history)
{
    private readonly Dictionary<long, int> _branches = history.Versions
        .ToDictionary(made => made.Index, made => Branch.Of(history, made.Index));

    /// <summary>An entry, whatever it is.</summary>
    public JsonObject Of(GrowthEntry entry)
    {
        var line = new JsonObject { ["entry"] = entry.Index, ["time"] = Units.Stamp(entry.Time) };
        var content = entry switch
        {
            GrowthEntry.Made made => Of(made),
            GrowthEntry.Planned { Plan: var plan } => new JsonObject
            {
                ["event"] = "planned", ["from"] = plan.From, ["to"] = plan.To, ["recipe"] = plan.Recipe.ToString(),
                ["because"] = Story.Because(history, plan), ["program"] = plan.Program.ToString(),
                ["platform"] = plan.Platform,
            },
            GrowthEntry.Grown { Descent: var descent } => new JsonObject
            {
                ["event"] = "grown", ["by"] = descent.By, ["origin"] = descent.Origin,
                ["parent"] = descent.Parent.ToString(), ["step"] = descent.Step, ["batches"] = descent.Batches,
                ["weights"] = descent.Weights.ToString(), ["map"] = descent.Map.ToString(),
            },
            GrowthEntry.WentBack { Rewound: var back } => new JsonObject
            {
                ["event"] = "rewound", ["from"] = back.From, ["to"] = back.To, ["batches"] = back.Batches,
                ["why"] = back.Why,
            },
            GrowthEntry.Drawn { Nonce: var nonce } => new JsonObject
            {
                ["event"] = "drawn", ["nonce"] = nonce.Value, ["origin"] = nonce.Origin.ToString().ToLowerInvariant(),
            },
            GrowthEntry.Committed { Commitment: var birth } => new JsonObject
            {
                ["event"] = "committed", ["seal"] = birth.Seal().ToString(), ["design"] = birth.Design.ToString(),
                ["tokenizer"] = birth.Tokenizer.ToString(), ["text"] = birth.Text.MerkleRoot.ToString(),
                ["documents"] = birth.Text.Documents, ["platform"] = birth.Platform,
            },
            _ => [],
        };
        foreach (var (key, value) in content.ToList())
        {
            content.Remove(key);
            line[key] = value;
        }
        return line;
    }

    private JsonObject Of(GrowthEntry.Made made)
    {
        var v = made.Version;
        return new()
        {
            ["event"] = "version", ["version"] = v.Version.ToString(),
            ["parents"] = new JsonArray([.. v.Parents.Select(parent => JsonValue.Create(parent.ToString()))]),
            ["cause"] = v.Cause.ToString().ToLowerInvariant(), ["branch"] = _branches[made.Index],
            ["isNewest"] = made.Index == history.Versions[^1].Index, ["from"] = v.From, ["step"] = v.Step,
            ["tokens"] = v.Tokens, ["loss"] = v.IsFirst ? null : Finite(v.Loss),
            ["probes"] = v.Probes.Count > 0 ? Finite(v.Probes.Average()) : null,
            ["gradientNorm"] = Finite(v.GradientNorm), ["rate"] = Finite(v.Rate), ["cost"] = Of(v.Cost),
        };
    }

    /// <summary>What a segment cost.</summary>
    public static JsonObject Of(SegmentCost cost) => new()
    {
        ["seconds"] = Finite(cost.Seconds), ["joules"] = Finite(cost.Joules),
        ["energy"] = cost.Tier.ToString().ToLowerInvariant(), ["flopsByStructure"] = Finite(cost.FlopsByStructure),
        ["flopsByExperience"] = Finite(cost.FlopsByExperience), ["flopsByHardware"] = Finite(cost.FlopsByHardware),
    };

    /// <summary>A number that JSON can hold, or null.</summary>
    public static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
