using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Architecture.Counting;
using Jaram.Tokenizers;
using Jaram.Training.Data;

namespace Jaram.Cli.Making;

/// <summary>What there is to say of a model that was just made.</summary>
/// <param name="Folder">The model.</param>
/// <param name="Manifest">Its text.</param>
/// <param name="Fertility">What its tokenizer makes of each language.</param>
internal sealed record Birth(ModelFolder Folder, ShardManifest Manifest, IReadOnlyList<Fertility> Fertility)
{
    private const int Sample = 20_000;

    /// <summary>Tokens by language, over the first 20,000 documents; documents that name no language go by
    /// the corpus's commonest script.</summary>
    public static IReadOnlyList<Fertility> Measure(
        Tokenizer tokenizer, IEnumerable<Document> corpus, ShardManifest manifest) =>
    [
        .. corpus.Take(Sample).GroupBy(document => LanguageOf(document, manifest), document => document.Content.Text)
            .OrderBy(language => language.Key, StringComparer.Ordinal)
            .Select(language => Tokenizers.Fertility.Of(tokenizer, language, language.Key)),
    ];

    /// <summary>For programs.</summary>
    public JsonObject ToJson()
    {
        var design = Folder.ReadDesign();
        return new()
        {
            ["model"] = Folder.Path,
            ["design"] = design.Name,
            ["parameters"] = Count.Of(design).Parameters,
            ["vocabulary"] = design.Vocabulary,
            ["training"] = JsonSerializer.SerializeToNode(Manifest.Training, JsonSerializerOptions.Web),
            ["heldOut"] = JsonSerializer.SerializeToNode(Manifest.HeldOut, JsonSerializerOptions.Web),
            ["cleaning"] = JsonNode.Parse(Manifest.Cleaning.ToJson()),
            ["fertility"] = JsonSerializer.SerializeToNode(Fertility, JsonSerializerOptions.Web),
        };
    }

    /// <summary>For people.</summary>
    public void Write(Desk desk)
    {
        var (design, cleaning) = (Folder.ReadDesign(), Manifest.Cleaning);
        var (read, kept) = (cleaning.Read.Documents, cleaning.Kept);
        desk.Out.WriteLine(desk.Say(
            F($"documents  {read:N0} read, {kept.Documents:N0} kept ({kept.Characters:N0} characters)"),
            F($"문서       {read:N0}개 읽음, {kept.Documents:N0}개 남김 ({kept.Characters:N0}자)")));
        foreach (var (reason, tally) in cleaning.Dropped.Where(d => d.Value.Documents > 0))
            desk.Out.WriteLine(desk.Say(F($"  dropped  {tally.Documents:N0} {reason}"),
                F($"  버림     {tally.Documents:N0} {reason}")));
        if (cleaning.Skipped.Count > 0)
            desk.Out.WriteLine(desk.Say(
                F($"  skipped  {cleaning.Skipped.Count:N0} files that are no text, {cleaning.Skipped[0]} first"),
                F($"  지나침   글이 아닌 파일 {cleaning.Skipped.Count:N0}개, 처음은 {cleaning.Skipped[0]}")));
        desk.Out.WriteLine(desk.Say(
            F($"tokens     {Manifest.Training.Tokens:N0} to train on, {Manifest.HeldOut.Tokens:N0} held out"),
            F($"토큰       학습 {Manifest.Training.Tokens:N0}개, 남겨 둔 글 {Manifest.HeldOut.Tokens:N0}개")));
        var parameters = Count.Of(design).Parameters;
        desk.Out.WriteLine(desk.Say(
            F($"model      {design.Name}: {parameters:N0} parameters, vocabulary {design.Vocabulary:N0}"),
            F($"모델       {design.Name}: 파라미터 {parameters:N0}개, 어휘 {design.Vocabulary:N0}개")));
        desk.Out.WriteLine();
        desk.Out.Write(Tokenizers.Fertility.Card(Fertility));
        var path = Path.GetRelativePath(Environment.CurrentDirectory, Folder.Path);
        desk.Note($"next: jaram raise {path} --minutes 10", $"다음: jaram raise {path} --minutes 10");
    }

    private static string LanguageOf(Document document, ShardManifest manifest) =>
        document.Language != ""
            ? document.Language
            : $"({manifest.Cleaning.Letters.MaxBy(script => script.Value).Key})";

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
