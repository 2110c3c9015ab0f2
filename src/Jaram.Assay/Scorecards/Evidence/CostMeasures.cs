// What running a model takes, by the Korean character: tokens of unlike tokenizers are not alike.
// Source: docs/decisions/0017-what-a-model-costs.md.

using System.Text.Json;
using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>Speed, energy and memory on the machine where the card was made.</summary>
internal static class CostMeasures
{
    private const decimal Million = 1_000_000;

    private static readonly Reading.Untold _notHere = Reading.Not(
        "the result has no measurement on a machine of its own", "결과에 기계에서 직접 잰 값이 없습니다");

    private static readonly Reading.Untold _noText = Reading.Not(
        "nothing says how many characters a token is worth; give jaram cost a Korean --text",
        "토큰 하나가 몇 글자인지 알 수 없습니다. jaram cost에 한국어 --text를 주세요");

    /// <summary>Characters written a second, one text alone.</summary>
    public static Reading Characters(JsonElement root, EvidenceSet of)
    {
        if (Alone(root) is not [var first, ..]) return _notHere;
        if (!Fertility(root, out var each)) return _noText;
        var rate = each * Rates(first.Speed);
        return new Reading.Told(rate, Grade.Measured, $"$.here.speeds[{first.At}]", new(
            $"{Measures.Text(rate.Value, "0")} characters a second, one text alone, "
                + $"{Measures.Text(each, "0.00")} characters a token",
            $"글 하나를 쓸 때 초당 {Measures.Text(rate.Value, "0")}자, 토큰당 {Measures.Text(each, "0.00")}자"));
    }

    /// <summary>Joules for a million characters, one text alone.</summary>
    public static Reading Joules(JsonElement root, EvidenceSet of)
    {
        if (Alone(root) is not [var first, ..] || !first.Speed.TryNumber("joulesPerToken", out var joules))
            return _notHere;
        if (!Fertility(root, out var each)) return _noText;
        var (value, tier) = (joules / each * Million, first.Speed.Text("tier"));
        var isEstimated = first.Speed.Is("joulesEstimated");
        return new Reading.Told(Bounds.Exact(value), isEstimated ? Grade.Estimated : Grade.Measured,
            $"$.here.speeds[{first.At}].joulesPerToken", new(
                $"{Measures.Text(value / 1000, "0.#")} kJ for a million characters, energy of tier {tier}",
                $"백만 글자에 {Measures.Text(value / 1000, "0.#")} kJ, 에너지 등급 {tier}"));
    }

    /// <summary>Bytes that a character takes in the cache.</summary>
    public static Reading CacheBytes(JsonElement root, EvidenceSet of)
    {
        if (!root.TryNumber("cacheBytesPerToken", out var bytes)) return _notHere;
        if (!Fertility(root, out var each)) return _noText;
        var value = bytes / each;
        return new Reading.Told(Bounds.Exact(value), Grade.Measured, "$.cacheBytesPerToken", new(
            $"{Measures.Text(value, "0")} bytes of cache a character", $"글자당 캐시 {Measures.Text(value, "0")}바이트"));
    }

    /// <summary>How many times faster texts are together than one alone.</summary>
    public static Reading Concurrency(JsonElement root, EvidenceSet of)
    {
        if (Alone(root) is not [var one, ..]) return _notHere;
        var many = Decoding(root).Where(each => Number(each.Speed, "batch") > 1).ToList();
        if (many.Count == 0) return Reading.Not("no texts were decoded together", "여러 글을 함께 생성해 보지 않았습니다");
        return Ratio(many[0], one, (times, batch, _) => new(
            $"{batch} texts together are {times} times as fast as one", $"글 {batch}개를 함께 쓰면 하나의 {times}배"));
    }

    /// <summary>The share of speed that is left behind a long text.</summary>
    public static Reading DepthKept(JsonElement root, EvidenceSet of)
    {
        var alone = Alone(root);
        if (alone.Count == 0) return _notHere;
        var (near, far) = (alone[0], alone[^1]);
        if (Number(near.Speed, "depth") == Number(far.Speed, "depth"))
            return Reading.Not("its context has room for one depth only", "문맥이 짧아 한 깊이에서만 쟀습니다");
        return Ratio(far, near, (times, _, depth) => new(
            $"after {depth} tokens {times} of the speed is left", $"토큰 {depth}개 뒤에 속도의 {times}가 남음"));
    }

    private static Reading Ratio((int At, JsonElement Speed) of, (int At, JsonElement Speed) to,
        Func<string, string, string, Wording> says)
    {
        var (above, below) = (Rates(of.Speed), Rates(to.Speed));
        if (below.Low <= 0) return _notHere;
        var ratio = new Bounds(above.Low / below.High, above.Value / below.Value, above.High / below.Low);
        return new Reading.Told(ratio, Grade.Measured, $"$.here.speeds[{of.At}], $.here.speeds[{to.At}]",
            says(Measures.Text(ratio.Value, "0.00"), Measures.Text(Number(of.Speed, "batch"), "0"),
                Measures.Text(Number(of.Speed, "depth"), "0")));
    }

    /// <summary>Measurements of one text, the least depth first.</summary>
    private static List<(int At, JsonElement Speed)> Alone(JsonElement root) =>
        [.. Decoding(root).Where(one => Number(one.Speed, "batch") == 1).OrderBy(one => Number(one.Speed, "depth"))];

    private static IEnumerable<(int At, JsonElement Speed)> Decoding(JsonElement root) =>
        (root.TryMember("here", out var here) ? here.List("speeds") : []).Index()
        .Where(one => one.Item.Text("kind") == "decode" && Number(one.Item, "tokensPerSecond") > 0);

    /// <summary>Tokens a second: the middle repeat, between the slowest and the fastest.</summary>
    private static Bounds Rates(JsonElement speed)
    {
        var middle = Number(speed, "tokensPerSecond");
        decimal[] all = [middle, .. speed.List("samples").Select(one => one.TryGetDecimal(out var x) ? x : middle)];
        return new(all.Min(), middle, all.Max());
    }

    private static bool Fertility(JsonElement root, out decimal characters)
    {
        characters = 0;
        return root.List("text") is [var text, ..] && text.TryNumber("charactersPerToken", out characters)
            && characters > 0;
    }

    private static decimal Number(JsonElement from, string name) => from.TryNumber(name, out var value) ? value : 0;
}
