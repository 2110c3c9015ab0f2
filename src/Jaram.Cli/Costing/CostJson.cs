using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Architecture.Costing;
using Jaram.Architecture.Counting;

namespace Jaram.Cli.Costing;

/// <summary>A report for programs: all numbers, samples, assumptions and sources. Units stand in the keys; what cannot
/// be told is an object that says what is missing.</summary>
internal static class CostJson
{
    /// <summary>The whole report.</summary>
    public static JsonObject Of(CostReport report, string again)
    {
        var (subject, wish, count) = (report.Subject, report.Wish, Count.Of(report.Subject.Design));
        return new()
        {
            ["event"] = "cost", ["again"] = again, ["model"] = subject.Name, ["design"] = subject.Design.Name,
            ["weightsFrom"] = Word(subject.Origin), ["version"] = subject.Version,
            ["parameters"] = count.Parameters, ["activeParameters"] = count.ActiveParameters,
            ["weights"] = wish.Weights, ["weightBytes"] = report.Reads.Weights,
            ["cacheBytesPerToken"] = report.Reads.CachePerToken,
            ["text"] = new JsonArray([.. report.Fertility.Select(text => new JsonObject
            {
                ["of"] = text.Language, ["characters"] = text.Characters, ["words"] = text.Words,
                ["bytes"] = text.Bytes, ["tokens"] = text.Tokens, ["charactersPerToken"] = text.CharactersPerToken,
            })]),
            ["task"] = wish.Task is { } task
                ? new JsonObject { ["solves"] = task.Rate, ["attemptTokens"] = task.AttemptTokens }
                : null,
            ["here"] = report.Here is [var here, ..] ? Here(report, here) : CannotTell(report.NotHere),
            ["elsewhere"] = new JsonArray([.. report.Elsewhere.Select(estimate => Elsewhere(report, estimate))]),
            ["assumptions"] = new JsonArray([.. wish.Assumptions.All.Select(assumption => new JsonObject
            {
                ["name"] = assumption.Name, ["value"] = assumption.Value, ["unit"] = assumption.Unit,
                ["source"] = assumption.Source, ["given"] = wish.Assumptions.IsGiven(assumption.Name),
            })]),
        };
    }

    private static JsonObject Here(CostReport report, CostHere here) => new()
    {
        ["estimated"] = false, ["threads"] = here.Report.Threads, ["weightBytes"] = here.WeightBytes,
        ["cacheBytesPerToken"] = here.CacheBytesPerToken,
        ["bandwidthBytesPerSecond"] = Pair(here.Report.Before.Bandwidth, here.Report.After.Bandwidth),
        ["peakOperationsPerSecond"] = Pair(here.Report.Before.Peak, here.Report.After.Peak),
        ["fitted"] = Rates(here.Fitted),
        ["speeds"] = new JsonArray([.. here.Speeds.Select(speed => Measured(report, speed))]),
    };

    private static JsonObject Measured(CostReport report, SpeedHere one) => new()
    {
        ["kind"] = Word(one.Speed.Kind), ["depth"] = one.Speed.Depth, ["batch"] = one.Speed.Batch,
        ["tokens"] = one.Speed.Tokens, ["tokensPerSecond"] = one.Speed.Median, ["spread"] = one.Speed.Spread,
        ["samples"] = new JsonArray([.. one.Speed.Rates.Select(rate => JsonValue.Create(rate))]),
        ["bandwidthShare"] = one.BandwidthShare, ["computeShare"] = one.ComputeShare,
        ["joulesPerToken"] = one.Joules, ["tier"] = CostPage.Letter(one.Tier),
        ["joulesEstimated"] = one.Tier == Tier.Estimated,
        ["seconds"] = one.Speed.Seconds, ["predictedSeconds"] = one.PredictedSeconds, ["deviation"] = one.Deviation,
        ["fitted"] = one.IsFitted, ["off"] = one.IsOff, ["krwPerMillion"] = Krw(report, one.Price),
    };

    private static JsonObject Elsewhere(CostReport report, Estimate estimate) => new()
    {
        ["estimated"] = true, ["hardware"] = estimate.Hardware.Name, ["about"] = estimate.Hardware.About,
        ["source"] = estimate.Hardware.Source,
        ["facts"] = new JsonArray([.. estimate.Hardware.Facts.Values.Select(fact => new JsonObject
        {
            ["name"] = fact.Name, ["value"] = fact.Value, ["unit"] = fact.Unit, ["source"] = fact.Source,
            ["date"] = fact.Date,
        })]),
        ["depth"] = estimate.Depth, ["neededBytes"] = estimate.NeededBytes,
        ["usableMemoryBytes"] = Node(estimate.MemoryBytes),
        ["fits"] = estimate.MostTexts.IsKnown ? !estimate.IsTooBig : CannotTell(estimate.MostTexts.Missing),
        ["mostTexts"] = Node(estimate.MostTexts), ["peakFrom"] = estimate.PeakUsed,
        ["rates"] = estimate.Rates is { } rates ? Rates(rates) : null,
        ["prefill"] = Batch(report, estimate.Prompt),
        ["decode"] = new JsonArray([.. estimate.Batches.Select(batch => Batch(report, batch))]),
    };

    private static JsonObject Batch(CostReport report, BatchEstimate batch) => new()
    {
        ["batch"] = batch.Batch, ["tokensPerSecond"] = Node(batch.TokensPerSecond),
        ["joulesPerTokenAtWall"] = Node(batch.Joules), ["krwPerMillion"] = Krw(report, batch.Price),
    };

    private static JsonObject Krw(CostReport report, Price price) => new()
    {
        ["machine"] = Node(price.Machine), ["energy"] = Node(price.Energy), ["tokens"] = Node(price.Total),
        ["koreanCharacters"] = Node(report.Characters(price)),
        ["solvedTask"] = report.Wish.Task is null ? null : Node(report.Task(price)),
    };

    private static JsonObject Rates(Rates rates) => new()
    {
        ["bandwidthBytesPerSecond"] = rates.Bandwidth, ["peakOperationsPerSecond"] = rates.Peak,
        ["bandwidthShare"] = rates.BandwidthShare, ["computeShare"] = rates.ComputeShare,
        ["overheadSeconds"] = rates.Overhead,
    };

    private static JsonObject Pair(double before, double after) => new() { ["before"] = before, ["after"] = after };

    private static JsonNode Node(Figure figure) =>
        figure.IsKnown ? JsonValue.Create(figure.Value) : CannotTell(figure.Missing);

    private static JsonObject CannotTell(string missing) => new() { ["cannotTell"] = missing };

    private static string Word(Enum value) => value.ToString().ToLower(CultureInfo.InvariantCulture);
}
