// The files beside a tokenizer.json say which of its tokens begin and end a text: by name in tokenizer_config.json and
// special_tokens_map.json, by id in generation_config.json. Nothing else is read from them; a chat template is looked
// at for the marks of the layouts that Jaram knows, and never run.
// Source: the files that the transformers library writes beside a model.

using System.Text;
using System.Text.Json;

namespace Jaram.Tokenizers;

/// <summary>What the files beside a tokenizer say of its tokens.</summary>
internal sealed record Companions
{
    /// <summary>What ends a text where no file says so.</summary>
    private static readonly string[] _usualEnds =
    [
        "</s>", "<|endoftext|>", "<|end_of_text|>", "<|eot_id|>", "<|im_end|>", "<｜end▁of▁sentence｜>",
        "<|return|>", "[|endofturn|]", "<eos>",
    ];

    private const string Config = "tokenizer_config.json", Map = "special_tokens_map.json",
        Generation = "generation_config.json", Jinja = "chat_template.jinja";

    /// <summary>The files.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [Config, Map, Generation, Jinja];

    /// <summary>Nothing stands beside it.</summary>
    public static Companions None { get; } = new();

    /// <summary>Names of tokens; empty when none is given.</summary>
    public string Begin { get; init; } = "";

    /// <inheritdoc cref="Begin"/>
    public string Pad { get; init; } = "";

    /// <inheritdoc cref="Begin"/>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>Ids of tokens that end a text.</summary>
    public IReadOnlyList<int> EndIds { get; init; } = [];

    /// <summary>Whether texts begin with the begin token; null when nothing is said.</summary>
    public bool? IsBegun { get; init; }

    /// <summary>The chat template; empty when none is given.</summary>
    public string Template { get; init; } = "";

    /// <summary>Reads the files beside a tokenizer.json, those that are there.</summary>
    /// <exception cref="TokenizerException">One is damaged.</exception>
    public static Companions Beside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var found = In(folder, Config, None, Names);
        found = In(folder, Map, found, Names);
        found = In(folder, Generation, found, Ids);
        var template = Path.Combine(folder, Jinja);
        return File.Exists(template)
            ? found with { Template = Encoding.UTF8.GetString(TokenizerFile.Bytes(template)) }
            : found;
    }

    /// <summary>Gives the tokens of a vocabulary their parts.</summary>
    /// <exception cref="TokenizerException">A name or id is no token.</exception>
    public TokenizerParts Complete(TokenizerParts parts)
    {
        var names = parts.Added.ToDictionary(token => token.Text, token => token.Id);
        var begin = Begin.Length > 0 ? Id(Begin, names) : parts.Begin;
        var isBegun = IsBegun ?? parts.IsBegun;
        var first = parts.Added.FirstOrDefault(token => isBegun && token.Id == begin)?.Text ?? "";
        var layout = ChatLayout.Of(names.Keys.ToHashSet(), Template, first);
        foreach (var end in EndIds)
            if (end >= parts.Table.Count)
                throw new TokenizerException($"{Generation}: $.eos_token_id names id {end}, "
                    + $"ids run from 0 to {parts.Table.Count - 1}.");
        var named = Ends.Select(name => Id(name, names)).Concat(EndIds)
            .Concat(layout.Ends.Where(names.ContainsKey).Select(name => names[name])).ToList();
        if (named.Count == 0) named.AddRange(_usualEnds.Where(names.ContainsKey).Select(name => names[name]));
        return parts with
        {
            Begin = begin, IsBegun = isBegun && begin is not null, Layout = layout, Template = Template,
            Ends = [.. named.Distinct().Order()], Pad = Pad.Length > 0 ? Id(Pad, names) : parts.Pad,
        };
    }

    private static int Id(string name, Dictionary<string, int> names) => names.TryGetValue(name, out var id)
        ? id
        : throw new TokenizerException($"The files beside the tokenizer name \"{JsonPlace.Short(name)}\" as its begin, "
            + "end or pad token, and it has no added token of that name.");

    private static Companions In(
        string folder, string name, Companions found, Func<Companions, JsonPlace, Companions> read)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return found;
        try
        {
            return TokenizerFile.Parse(TokenizerFile.Bytes(path), root => read(found, new(root, "$")));
        }
        catch (TokenizerException e)
        {
            throw new TokenizerException($"{name}: {e.Message}");
        }
    }

    private static Companions Names(Companions found, JsonPlace root) => found with
    {
        Begin = Name(root["bos_token"]) is { Length: > 0 } begin ? begin : found.Begin,
        Pad = Name(root["pad_token"]) is { Length: > 0 } pad ? pad : found.Pad,
        Ends = Name(root["eos_token"]) is { Length: > 0 } end ? [.. found.Ends, end] : found.Ends,
        IsBegun = root["add_bos_token"].IsNothing ? found.IsBegun : root["add_bos_token"].Flag(),
        Template = ChatText(root["chat_template"]) is { Length: > 0 } template ? template : found.Template,
    };

    private static Companions Ids(Companions found, JsonPlace root)
    {
        var ends = root["eos_token_id"];
        return ends.IsNothing ? found : found with
        {
            EndIds = ends.Value.ValueKind == JsonValueKind.Array
                ? [.. ends.Items().Select(item => item.Number(TokenTable.MostTokens - 1))]
                : [ends.Number(TokenTable.MostTokens - 1)],
        };
    }

    /// <summary>A name, or the content of a token that is written out.</summary>
    private static string Name(JsonPlace place) =>
        place.Value.ValueKind == JsonValueKind.Object ? place["content"].Text() : place.TextOrNone();

    /// <summary>A template, or the one of several that is named default.</summary>
    private static string ChatText(JsonPlace place) => place.Value.ValueKind != JsonValueKind.Array
        ? place.TextOrNone()
        : place.Items().Where(item => item["name"].Text() == "default").Select(item => item["template"].Text())
            .FirstOrDefault("");
}
