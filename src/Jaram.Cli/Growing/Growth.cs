using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Architecture;
using Jaram.Architecture.Counting;
using Jaram.Cli.History;
using Jaram.Ledger.Growth;
using Spectre.Console;

namespace Jaram.Cli.Growing;

/// <summary>What came of a growth.</summary>
/// <param name="By">The operator.</param>
/// <param name="Path">The child's folder, as the user wrote it.</param>
/// <param name="Parent">The parent and its version.</param>
/// <param name="Child">The child and its version 0.</param>
/// <param name="Map">Where the child's tensors come from.</param>
/// <param name="Lost">For latent attention: what is lost of keys and values by rank.</param>
internal sealed record Growth(string By, string Path, (Design Design, VersionMade Version) Parent,
    (Design Design, VersionMade Version) Child, DescentMap Map, IReadOnlyList<(int Rank, double Lost)> Lost)
{
    private const int Label = 12, Column = 16;

    /// <summary>For programs.</summary>
    public JsonObject ToJson() => new()
    {
        ["event"] = "grown", ["by"] = By, ["model"] = Path, ["parent"] = Of(Parent), ["child"] = Of(Child),
        ["weights"] = Counted(Map.Weights), ["optimizer"] = Counted(Map.Optimizer),
        ["lostByRank"] = new JsonArray([.. Lost.Select(lost => new JsonObject
        {
            ["rank"] = lost.Rank, ["lost"] = lost.Lost,
        })]),
    };

    /// <summary>For people.</summary>
    public void Write(Desk desk)
    {
        Row(desk, "", desk.Say("parent", "부모"), desk.Say("child", "자식"));
        Row(desk, desk.Say("layers", "층"), F($"{Parent.Design.Stack.Length}"), F($"{Child.Design.Stack.Length}"));
        Row(desk, desk.Say("parameters", "파라미터"), F($"{Count.Of(Parent.Design).Parameters:N0}"),
            F($"{Count.Of(Child.Design).Parameters:N0}"));
        Row(desk, desk.Say("active", "쓰이는 것"), F($"{Count.Of(Parent.Design).ActiveParameters:N0}"),
            F($"{Count.Of(Child.Design).ActiveParameters:N0}"));
        Row(desk, desk.Say("cache", "캐시"), F($"{Count.Of(Parent.Design).CacheBytesPerToken(2):N0} B"),
            F($"{Count.Of(Child.Design).CacheBytesPerToken(2):N0} B"));
        Row(desk, desk.Say("probes", "프로브"), Units.Loss(Probe(Parent.Version)), Units.Loss(Probe(Child.Version)));
        Row(desk, desk.Say("version", "버전"), VersionRef.Short(Parent.Version.Version),
            VersionRef.Short(Child.Version.Version));
        desk.Out.WriteLine();
        Tensors(desk, desk.Say("weights", "가중치"), Map.Weights);
        Tensors(desk, desk.Say("optimizer", "최적화기"), Map.Optimizer);
        foreach (var (rank, lost) in Lost)
            desk.Out.WriteLine(desk.Say(F($"rank {rank,6}: {lost:P2} of keys and values lost (L2)"),
                F($"랭크 {rank,6}: 키와 값의 {lost:P2}를 잃음 (L2)")));
        desk.Note($"next: jaram raise {Path} --minutes 10", $"다음: jaram raise {Path} --minutes 10");
    }

    private static double Probe(VersionMade version) =>
        version.Probes.Count > 0 ? version.Probes.Average() : double.NaN;

    private static JsonObject Of((Design Design, VersionMade Version) model) => new()
    {
        ["design"] = model.Design.Name, ["layers"] = model.Design.Stack.Length,
        ["parameters"] = Count.Of(model.Design).Parameters,
        ["activeParameters"] = Count.Of(model.Design).ActiveParameters,
        ["cacheBytesPerToken"] = Count.Of(model.Design).CacheBytesPerToken(2),
        ["version"] = model.Version.Version.ToString(), ["step"] = model.Version.Step,
        ["probes"] = LogLines.Finite(Probe(model.Version)),
    };

    private static JsonObject Counted(IReadOnlyList<TensorDescent> tensors) =>
        new(tensors.CountBy(tensor => tensor.How).OrderBy(how => how.Key).Select(how =>
            KeyValuePair.Create(how.Key.ToString().ToLowerInvariant(), (JsonNode?)JsonValue.Create(how.Value))));

    private static void Row(Desk desk, string label, string parent, string child) =>
        desk.Out.WriteLine($"{label}{Gap(label, Label)}{Gap(parent, Column)}{parent}{Gap(child, Column)}{child}");

    private static string Gap(string text, int width) => new(' ', Math.Max(1, width - text.GetCellWidth()));

    private static void Tensors(Desk desk, string what, IReadOnlyList<TensorDescent> tensors)
    {
        string Of(TensorOrigin how) => F($"{tensors.Count(tensor => tensor.How == how)}");
        var (copied, computed) = (Of(TensorOrigin.Copied), Of(TensorOrigin.Computed));
        var (set, drawn) = (Of(TensorOrigin.Set), Of(TensorOrigin.Drawn));
        desk.Out.WriteLine(desk.Say(
            $"{what}: {copied} copied, {computed} computed, {set} set, {drawn} drawn",
            $"{what}: 복사 {copied}, 계산 {computed}, 정한 값 {set}, 추첨 {drawn}"));
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
