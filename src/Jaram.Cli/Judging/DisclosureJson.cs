// What a model's makers laid open: in its ledger, or on its model card.
// Source: ours; the card's front matter as in huggingface_hub, ModelCard (license, base_model).

using System.Text.Json.Nodes;
using Jaram.Cli.Assaying;
using Jaram.Ledger.Growth;

namespace Jaram.Cli.Judging;

/// <summary>Collects it.</summary>
internal static class DisclosureJson
{
    private const string CardFile = "README.md", Fence = "---";

    /// <summary>Of one candidate.</summary>
    /// <param name="word">What the user called it.</param>
    /// <param name="again">The command that makes it again.</param>
    public static JsonObject Of(string word, string again)
    {
        if (Subjects.Raised(word) is var (folder, _) && folder.FindHistory() is { } history) 
            return OfLedger(word, again, history);
        var front = FrontMatter(Path.Combine(word, CardFile));
        return Result(word, again, [], Values(front, "license").Select(name => (name, 0L)), [],
            Values(front, "base_model"));
    }

    private static JsonObject OfLedger(string word, string again, GrowthHistory history)
    {
        if (history.Commitments is not [{ Commitment: var told }, ..])
            return Result(word, again, [], [], [], history.Descents.Select(grown => grown.Descent.Origin));
        return Result(word, again,
            ["design", "recipe", "tokenizer", "text", "program", "first weights"],
            told.Text.Licences.Select(one => (one.Name, one.Documents)),
            told.Text.Sources.Select(one => (one.Name, one.Documents)),
            history.Descents.Select(grown => grown.Descent.Origin));
    }

    private static JsonObject Result(string word, string again, IReadOnlyList<string> committed,
        IEnumerable<(string Name, long Documents)> licences, IEnumerable<(string Name, long Documents)> sources,
        IEnumerable<string> bases) => new()
    {
        ["event"] = "disclosure", ["again"] = again, ["model"] = word,
        ["committed"] = new JsonArray([.. committed.Select(part => JsonValue.Create(part))]),
        ["licences"] = Portions(licences), ["sources"] = Portions(sources),
        ["baseModels"] = new JsonArray([.. bases.Select(one => JsonValue.Create(one))]),
    };

    private static JsonArray Portions(IEnumerable<(string Name, long Documents)> portions) =>
        new([.. portions.Select(one => new JsonObject { ["name"] = one.Name, ["documents"] = one.Documents })]);

    private static IReadOnlyList<string> FrontMatter(string path)
    {
        if (!File.Exists(path)) return [];
        var lines = File.ReadLines(path).Take(1000).ToList();
        return lines is [Fence, ..] ? [.. lines.Skip(1).TakeWhile(line => line != Fence)] : [];
    }

    /// <summary>A key's value, or the items of its list.</summary>
    private static IEnumerable<string> Values(IReadOnlyList<string> front, string key)
    {
        var at = front.Index().Where(line => line.Item.StartsWith($"{key}:", StringComparison.Ordinal))
            .Select(line => line.Index).DefaultIfEmpty(-1).First();
        if (at < 0) return [];
        var own = Bare(front[at][(key.Length + 1)..]);
        return own != "" ? [own] : front.Skip(at + 1).Select(line => line.Trim())
            .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => Bare(line[2..]));
    }

    private static string Bare(string value) => value.Trim().Trim('"', '\'');
}
