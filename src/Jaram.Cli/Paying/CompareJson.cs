using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Payoff.Recording;
using Jaram.Payoff.Reporting;
using Jaram.Statistics;

namespace Jaram.Cli.Paying;

/// <summary>A comparison for programs: the plan, every run, every number with its interval. Units stand in the
/// keys.</summary>
internal static class CompareJson
{
    /// <summary>The whole report.</summary>
    public static JsonObject Of(ComparisonReport report, ComparisonLog log, string again) => new()
    {
        ["event"] = "comparison", ["again"] = again,
        ["plan"] = JsonNode.Parse(report.Plan.Write()), ["planDigest"] = log.Plan.ToString(),
        ["registered"] = History.Units.Stamp(log.RegisteredAt),
        ["ledgerEntries"] = log.Entries, ["ledgerRoot"] = log.Root,
        ["flops"] = report.Flops,
        ["arms"] = Array(report.Arms, arm => new()
        {
            ["arm"] = arm.Arm, ["matching"] = Word(arm.Matching), ["parameters"] = arm.Parameters,
            ["activeParameters"] = arm.ActiveParameters, ["flopsPerToken"] = arm.FlopsPerToken,
            ["cacheBytesPerToken"] = arm.CacheBytesPerToken, ["decodeBytesPerToken"] = arm.DecodeBytes,
        }),
        ["rows"] = Array(report.Rows, Row),
        ["skills"] = Array(report.Skills.SelectMany(of => of.Skills.Select(skill => (of.Candidate, Skill: skill))),
            of => new()
        {
            ["candidate"] = of.Candidate, ["skill"] = of.Skill.Skill, ["parentAccuracy"] = of.Skill.Parent,
            ["accuracy"] = of.Skill.Candidate, ["difference"] = Node(of.Skill.Difference), ["margin"] = of.Skill.Margin,
            ["p"] = of.Skill.Chance, ["lost"] = of.Skill.IsLost,
        }),
        ["forecasts"] = Array(report.Forecasts, rung => new()
        {
            ["arm"] = rung.Arm, ["text"] = rung.Text, ["flops"] = rung.Flops,
            ["foretoldBitsPerByte"] = Node(rung.Foretold), ["bitsPerByte"] = rung.Measured,
            ["held"] = rung.Foretold.Holds(rung.Measured),
        }),
        ["rates"] = Array(report.Rates, rate => new()
        {
            ["arm"] = rate.Arm, ["text"] = rate.Text, ["factor"] = rate.Factor, ["bitsPerByte"] = rate.BitsPerByte,
            ["chosen"] = rate.IsChosen, ["atEnd"] = report.RatesAtEnds.Contains(rate),
        }),
        ["runs"] = JsonSerializer.SerializeToNode(report.Runs, JsonSerializerOptions.Web),
    };

    private static JsonObject Row(PayoffRow row) => new()
    {
        ["candidate"] = row.Candidate, ["text"] = row.Text, ["matching"] = Word(row.Matching),
        ["verdict"] = Word(row.Judgement.Verdict), ["ground"] = Word(row.Judgement.Ground),
        ["computeMultiplier"] = Node(row.Multiplier.Top.Through(Math.Exp)),
        ["computeMultiplierByRung"] = Array(row.Multiplier.Rungs, rung => Node(rung.Through(Math.Exp))),
        ["slopeOfLogMultiplier"] = Node(row.Multiplier.Slope),
        ["decodeMultiplier"] = row.Inference,
        ["p"] = row.Judgement.ChanceOfNone, ["pOfLeastGain"] = row.Judgement.ChanceOfGain,
        ["powerForLeastGain"] = row.Judgement.PowerForGain, ["furtherSeeds"] = row.Judgement.FurtherSeeds,
        ["seedDeviation"] = row.Multiplier.Seeds.Deviation,
        ["correlationOfArms"] = double.IsFinite(row.Multiplier.Correlation) ? row.Multiplier.Correlation : null,
        ["floorBitsPerByte"] = Node(row.Multiplier.Floor), ["parentExponent"] = Node(row.Multiplier.ParentSlope),
        ["parent"] = Climb(row.Parent), ["candidateRungs"] = Climb(row.Tested),
    };

    private static JsonObject Climb(Climbed climbed) => new()
    {
        ["flops"] = JsonSerializer.SerializeToNode(climbed.Flops),
        ["steps"] = JsonSerializer.SerializeToNode(climbed.Steps),
        ["bitsPerByteBySeed"] = JsonSerializer.SerializeToNode(climbed.BitsPerByte),
        ["rateFactor"] = climbed.RateFactor,
    };

    private static JsonObject Node(Interval interval) =>
        new() { ["low"] = interval.Low, ["value"] = interval.Middle, ["high"] = interval.High };

    private static JsonArray Array<T>(IEnumerable<T> all, Func<T, JsonObject> one) => new([.. all.Select(one)]);

    private static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
