// How a model takes up a language that it has not read: what further raising saves there, and what it costs at home. By
// shares, as a byte of one script is worth more than a byte of another.
// Source: docs/formats/extension.md.

using System.Text.Json;
using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>Extension to a new language.</summary>
internal static class ExtensionMeasures
{
    private const decimal Errors95 = 1.959964m;

    private static readonly Reading.Untold _nothing = Reading.Not(
        "the result does not tell both texts before and after", "결과에 두 글의 앞뒤 값이 없습니다");

    /// <summary>The share of bits a byte that is saved on the new text.</summary>
    public static Reading Gain(JsonElement root, EvidenceSet of)
    {
        if (Change(root, "there") is not [var there]) return _nothing;
        var (gain, more) = (-1 * there, More(root));
        return new Reading.Told(gain, Grade.Measured, "$.there.share", new(
            $"{Percent(gain.Value)} of the bits a byte of {Text(root)} saved by {more.En}",
            $"{Text(root)}의 바이트당 비트를 {Percent(gain.Value)} 줄임: {more.Ko}"));
    }

    /// <summary>What is left of that share once what was lost at home is taken off, over the share.</summary>
    public static Reading Kept(JsonElement root, EvidenceSet of)
    {
        if (Change(root, "there") is not [var there] || Change(root, "home") is not [var home]) return _nothing;
        var gain = -1 * there;
        var kept = new Bounds(Left(gain.Low, home.High), Left(gain.Value, home.Value), Left(gain.High, home.Low));
        return new Reading.Told(kept, Grade.Measured, "$.home.share, $.there.share", new(
            $"its own text takes {Percent(home.Value)} more bits a byte, the new one {Percent(gain.Value)} fewer",
            $"제 글의 바이트당 비트는 {Percent(home.Value)} 늘고 새 글은 {Percent(gain.Value)} 줄음"));
    }

    /// <summary>Nothing is left of no gain; what got better at home is no part of it.</summary>
    private static decimal Left(decimal gain, decimal loss) =>
        gain <= 0 ? 0 : Math.Clamp(1 - Math.Max(loss, 0) / gain, 0, 1);

    /// <summary>The change of a text's bits a byte, over what they were.</summary>
    private static IReadOnlyList<Bounds> Change(JsonElement root, string text) =>
        root.TryMember(text, out var side) && side.TryMember("share", out var share)
        && share.TryNumber("value", out var value) && share.TryNumber("standardError", out var error) && error >= 0
            ? [new(value - Errors95 * error, value, value + Errors95 * error)] : [];

    private static string Text(JsonElement root) => string.Join(", ", root.Texts("corpus"));

    /// <summary>How much further raising it was, and how much of what it read was its own text.</summary>
    private static Wording More(JsonElement root)
    {
        root.TryNumber("steps", out var steps);
        root.TryNumber("homeShare", out var home);
        var (en, ko) = root.TryNumber("flops", out var more) && root.TryNumber("flopsBefore", out var had) && had > 0
            ? ($", {Percent(more / had)} of the operations that raising it took",
                $", 키우는 데 든 연산의 {Percent(more / had)}")
            : ("", "");
        return new($"{steps:0} steps{en}, {Percent(home)} of its text its own",
            $"{steps:0} 스텝{ko}, 읽은 글의 {Percent(home)}는 제 글");
    }

    private static string Percent(decimal share) => $"{Measures.Text(100 * share, "0.#")} %";
}
