using System.Text.Json;

namespace Jaram.Architecture.Graphs;

/// <summary>Sizes and words that a node is written with; each must be asked for, or it is refused.</summary>
/// <param name="node">As its file has it.</param>
internal sealed class NodeSizes(GraphNode node)
{
    private readonly List<string> _asked = [];

    /// <summary>A count from 1 up.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="normally">What it is if it is left out; 0 if it must not be.</param>
    public int Count(string key, int normally = 0)
    {
        if (Find(key) is not { } value)
            return normally > 0 ? normally : throw Must.Refusal(key, "nothing", "must be there", "add it");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count)
            && count is >= 1 and <= GraphFile.Widest
            ? count
            : throw Must.Refusal(key, Shown(value), $"must be a whole number from 1 to {GraphFile.Widest}",
                "graphs are drawn small: sizes do not count");
    }

    /// <summary>A place from 0 up.</summary>
    public int Place(string key) => Find(key) is not { } value ? 0
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var place)
            && place is >= 0 and < GraphFile.Widest
            ? place
            : throw Must.Refusal(key, Shown(value), $"must be a whole number from 0 to {GraphFile.Widest - 1}",
                "graphs are drawn small: sizes do not count");

    /// <summary>A number.</summary>
    public double Number(string key) => Find(key) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw Must.Refusal(key, Shown(Find(key)), "must be a number", "write one");

    /// <summary>Yes or no; no if it is left out.</summary>
    public bool Flag(string key) => Find(key) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        var other => throw Must.Refusal(key, Shown(other), "must be true or false", "write one of them"),
    };

    /// <summary>A text.</summary>
    public string Text(string key) =>
        Find(key) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
            ? text
            : throw Must.Refusal(key, Shown(Find(key)), "must be a text", "write one");

    /// <summary>One of some words; the first if it is left out.</summary>
    public string Word(string key, params IReadOnlyList<string> words) => Find(key) is not { } value ? words[0]
        : value.ValueKind == JsonValueKind.String && words.Contains(value.GetString())
            ? value.GetString()!
            : throw Must.Refusal(key, Shown(value), $"must be one of {string.Join(", ", words)}", "use one of these");

    /// <summary>All numbers from 0 up, each once.</summary>
    public int[] Order(string key)
    {
        int[] order = Find(key) is { ValueKind: JsonValueKind.Array } value
            ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number
                && item.TryGetInt32(out var place) ? place : -1)]
            : [];
        return order.Length > 0 && order.Order().SequenceEqual(Enumerable.Range(0, order.Length))
            ? order
            : throw Must.Refusal(key, Shown(Find(key)), "must list all numbers from 0 up, each once",
                "correct the list");
    }

    /// <summary>Refuses what was not asked for.</summary>
    public void Done()
    {
        if (node.With.Keys.FirstOrDefault(key => !_asked.Contains(key)) is { } idle)
            throw Must.Refusal("with", Must.Quoted(idle), _asked.Count == 0 ? $"must be empty for {node.Op}"
                : $"may have {string.Join(", ", _asked)} for {node.Op}", "take it out");
    }

    private JsonElement? Find(string key)
    {
        if (!_asked.Contains(key)) _asked.Add(key);
        return node.With.TryGetValue(key, out var value) ? value : null;
    }

    private static string Shown(JsonElement? value) => value is { } there ? Must.Quoted(there.GetRawText()) : "nothing";
}
