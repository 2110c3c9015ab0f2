using Jaram.Architecture.Costing;
using Jaram.Inference;
using Jaram.Inference.Costing;
using Jaram.Inference.Weights;
using Jaram.Tokenizers;

namespace Jaram.Cli.Costing;

/// <summary>What a model costs, here and elsewhere.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Wish">What was asked for.</param>
/// <param name="Reads">What its weights and cache take.</param>
/// <param name="Here">Measured on this machine; none if that was not asked for or cannot be.</param>
/// <param name="NotHere">Why it was not measured; empty if it was.</param>
/// <param name="Elsewhere">Modelled on other machines.</param>
/// <param name="Fertility">What a token is worth; none if that cannot be told.</param>
internal sealed record CostReport(CostSubject Subject, CostWish Wish, StepReads Reads, IReadOnlyList<CostHere> Here,
    string NotHere, IReadOnlyList<Estimate> Elsewhere, IReadOnlyList<Fertility> Fertility)
{
    /// <summary>Room for eight texts of the deepest measurement, and for pages that are half full.</summary>
    private const int CachedTokens = 8192;

    /// <summary>Measures and estimates.</summary>
    public static CostReport Make(Desk desk, CostSubject subject, CostWish wish)
    {
        var precision = Precision.Of(wish.Weights);
        var reads = new StepReads(subject.Design, precision, wish.Assumptions[Assumptions.CacheBits]);
        var model = new StepModel(subject.Design, reads);
        var fertility = KoreanText.Measure(subject.Folder, wish.Text);
        var cacheBytes = (long)Math.Max(1 << 26, 4 * reads.Cache(CachedTokens));
        var (needed, there) = (reads.Weights + cacheBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var notHere = wish.Extent == Extent.Nothing ? desk.Say("not asked for", "요청하지 않음")
            : needed <= there ? ""
            : desk.Say(FormattableString.Invariant($"needs {needed / 1e9:F1} GB, this machine has {there / 1e9:F1} GB"),
                FormattableString.Invariant($"{needed / 1e9:F1} GB가 필요한데 이 기계에는 {there / 1e9:F1} GB가 있음"));
        return new(subject, wish, reads, notHere == "" ? [Measure(desk, subject, wish, model, cacheBytes)] : [],
            notHere, [.. wish.Hardware.Select(machine => Estimate.Of(model, precision, machine, wish.Assumptions))],
            fertility);
    }

    /// <summary>KRW for a million Korean characters.</summary>
    public Figure Characters(Price price) => Fertility is [var text, ..]
        ? price.Total.Then(krw => krw / text.CharactersPerToken)
        : Figure.CannotTell(Subject.Folder == "" ? "tokenizer.json" : "--text");

    /// <summary>KRW for a solved task.</summary>
    public Figure Task(Price price) =>
        Wish.Task is { } task ? price.Total.Then(task.Krw) : Figure.CannotTell("--solves");

    private static CostHere Measure(Desk desk, CostSubject subject, CostWish wish, StepModel model, long cacheBytes)
    {
        desk.Note($"packing the weights as {wish.Weights}", $"가중치를 {wish.Weights}(으)로 싸는 중");
        var options = new EngineOptions
            { Weights = WeightPlan.Of(wish.Weights), Threads = wish.Threads, CacheBytes = cacheBytes };
        using var engine = subject.Start(options);
        var test = new SpeedTest(engine, new(), wish.Assumptions[Assumptions.WattsPerCore]);
        var report = test.Run(wish.Extent == Extent.Quick ? SpeedPlan.Quick : SpeedPlan.Full,
            what => desk.Note($"measuring: {what}", $"재는 중: {what}"));
        return CostHere.Of(engine, report, model, wish);
    }
}
