using System.Text;
using System.Text.Json.Nodes;
using Jaram.Cli.History;
using Jaram.Ledger.Growth;
using Jaram.Statistics;
using Spectre.Console;

namespace Jaram.Cli.Extending;

/// <summary>What came of raising a model on with a new text.</summary>
/// <param name="Wish">What was asked for.</param>
/// <param name="Parent">The version that was raised on, and operations until then.</param>
/// <param name="Child">What became of it, and operations since.</param>
/// <param name="Corpus">Names of the new text's files.</param>
/// <param name="HomeShare">The share of the model's own text in what was read.</param>
/// <param name="There">The new text.</param>
/// <param name="Home">The model's own.</param>
internal sealed record ExtensionReport(ExtensionWish Wish, (VersionMade Version, double Flops) Parent,
    (VersionMade Version, double Flops) Child, IReadOnlyList<string> Corpus, double HomeShare, ExtensionSide There,
    ExtensionSide Home)
{
    /// <summary>Where it is kept.</summary>
    public string File => Path.Combine(Wish.Out, "reports", "extension.json");

    /// <summary>For programs, and for cards.</summary>
    public JsonObject ToJson() => new()
    {
        ["event"] = "extension", ["again"] = Wish.Again, ["model"] = Wish.Model,
        ["version"] = Parent.Version.Version.ToString(), ["step"] = Parent.Version.Step,
        ["child"] = Wish.Out, ["childVersion"] = Child.Version.Version.ToString(),
        ["corpus"] = new JsonArray([.. Corpus.Select(name => JsonValue.Create(name))]), ["homeShare"] = HomeShare,
        ["steps"] = Child.Version.Step, ["tokens"] = Child.Version.Tokens, ["flops"] = Child.Flops,
        ["flopsBefore"] = Parent.Flops, ["there"] = Of(There), ["home"] = Of(Home),
    };

    /// <summary>Keeps it beside the child.</summary>
    public void Keep()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, ToJson().ToJsonString(JsonText.Readable) + "\n", new UTF8Encoding(false));
    }

    /// <summary>For people.</summary>
    public void Write(Desk desk)
    {
        var table = PlainTable.Make(desk, 1, [desk.Say("held-out text", "남겨 둔 글"), desk.Say("documents", "문서"),
            desk.Say("bytes/token", "바이트/토큰"), desk.Say("before", "전"), desk.Say("after", "후"),
            desk.Say("change", "변화"), "±", desk.Say("share", "비율"), "±"]);
        Row(table, desk.Say("new: ", "새 글: ") + string.Join(", ", Corpus), There);
        Row(table, desk.Say("its own", "제 글"), Home);
        PlainTable.Write(desk, table);
        desk.Out.WriteLine(desk.Say(
            "bits a byte; share: of those before, 8 at most; ±: one standard error over documents. It is of one run: "
                + "another seed may differ by more",
            "바이트당 비트. 비율: 전의 값에 대한 것으로, 8비트까지만 셈. ±: 문서에 걸친 표준오차. 한 번의 실행이므로 다른 시드에서는 더 다를 수 "
                + "있습니다"));
        var (steps, tokens) = (Units.Text(Child.Version.Step, "N0"), Units.Text(Child.Version.Tokens, "N0"));
        var (flops, had, own) = (Units.Flops(Child.Flops), Percent(Child.Flops / Parent.Flops), Percent(HomeShare));
        desk.Out.WriteLine(desk.Say(
            $"{steps} steps, {tokens} tokens, {flops}: {had} of what raising it took; {own} of the text was its own",
            $"{steps} 스텝, 토큰 {tokens}개, {flops}: 키우는 데 든 연산의 {had}. 읽은 글의 {own}는 제 글"));
        desk.Out.WriteLine(desk.Say(
            $"from version {VersionRef.Short(Parent.Version.Version)} of step {Parent.Version.Step} to "
                + $"{Wish.Out}, version {VersionRef.Short(Child.Version.Version)}; the tokenizer stays",
            $"{Parent.Version.Step} 스텝의 버전 {VersionRef.Short(Parent.Version.Version)}에서 {Wish.Out}의 버전 "
                + $"{VersionRef.Short(Child.Version.Version)}(으)로. 토크나이저는 그대로"));
        desk.Out.WriteLine($"{desk.Say("again", "다시")}: {Wish.Again}");
    }

    private static void Row(Table table, string name, ExtensionSide side) => table.AddRow([.. new[]
    {
        name, Units.Text(side.Documents, "N0"), Units.Text(side.BytesPerToken, "F2"), Units.Loss(side.Before),
        Units.Loss(side.After), Signed(side.Change.Value, "0.000"), Units.Loss(side.Change.StandardError),
        Signed(100 * side.Share.Value, "0.0") + " %", Units.Text(100 * side.Share.StandardError, "F1") + " %",
    }.Select(Markup.Escape)]);

    private static JsonObject Of(ExtensionSide side) => new()
    {
        ["documents"] = side.Documents, ["bytes"] = side.Bytes, ["bytesPerToken"] = side.BytesPerToken,
        ["before"] = side.Before, ["after"] = side.After, ["change"] = Of(side.Change), ["share"] = Of(side.Share),
    };

    private static JsonObject Of(SumRatio ratio) =>
        new() { ["value"] = ratio.Value, ["standardError"] = ratio.StandardError };

    private static string Signed(double value, string format) => Units.Text(value, $"+{format};−{format};{format}");

    private static string Percent(double share) => $"{Units.Text(100 * share, "0.#")} %";
}
