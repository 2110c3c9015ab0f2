// What a stranger's file says of a model, key by key, from config.json or from a GGUF file. A key that nobody asked for
// and that is not on a list of harmless ones may change the arithmetic, so it is refused by name.
// Source: ours.

using System.Globalization;
using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;

namespace Jaram.Exchange.Keys;

/// <summary>Keys and values, and which were asked for.</summary>
internal sealed class Facts
{
    private readonly Dictionary<string, object?> _values;
    private readonly HashSet<string> _asked = [];

    private Facts(string where, Dictionary<string, object?> values) => (Where, _values) = (where, values);

    /// <summary>The file, or the place in it, for messages.</summary>
    public string Where { get; }

    /// <summary>An object of JSON.</summary>
    public static Facts Of(JsonElement json, string where)
    {
        try
        {
            return new(where, json.EnumerateObject().ToDictionary(
                key => key.Name, key => ValueOf(key.Value, $"{where}: {key.Name}")));
        }
        catch (InvalidOperationException)                               // half a surrogate pair
        {
            throw new CheckpointException($"{where}: a text is no Unicode: get the file again");
        }
    }

    /// <summary>An object of JSON, some of whose keys go by the names that most files use.</summary>
    /// <param name="json">The object.</param>
    /// <param name="where">The file.</param>
    /// <param name="renamed">Their names and the usual ones.</param>
    /// <exception cref="CheckpointException">Both are there.</exception>
    public static Facts Of(JsonElement json, string where, IEnumerable<(string Old, string Usual)> renamed)
    {
        var facts = Of(json, where);
        foreach (var (old, usual) in renamed)
        {
            if (!facts._values.Remove(old, out var value)) continue;
            if (!facts._values.TryAdd(usual, value))
                throw facts.Wrong(old, value, $"no such key beside {Quoted.Of(usual)}, which means the same");
        }
        return facts;
    }

    /// <summary>The keys of a GGUF file that begin so, without that beginning.</summary>
    public static Facts Of(GgufMetadata metadata, string prefix, string where) => new(where, metadata.Keys
        .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(key => key[prefix.Length..], key => (object?)ValueOf(metadata, key)));

    /// <summary>Whether there is a value, and not null.</summary>
    public bool Has(string key) => Value(key) is not null;

    /// <summary>A whole number, 0 or more; without a fallback it must be there.</summary>
    /// <exception cref="CheckpointException">It is missing or no such number.</exception>
    public int Whole(string key, int? otherwise = null) => Value(key) switch
    {
        null when otherwise is { } number => number,
        double n and >= 0 and <= int.MaxValue when n == Math.Floor(n) => (int)n,
        var found => throw Wrong(key, found, "a whole number from 0 up"),
    };

    /// <summary>A number; without a fallback it must be there.</summary>
    /// <exception cref="CheckpointException">It is missing or no number.</exception>
    public double Real(string key, double? otherwise = null) => Value(key) switch
    {
        null when otherwise is { } number => number,
        double n when double.IsFinite(n) => n,
        var found => throw Wrong(key, found, "a number"),
    };

    /// <summary>True or false; without a fallback it must be there.</summary>
    /// <exception cref="CheckpointException">It is missing or neither.</exception>
    public bool Flag(string key, bool? otherwise = null) => Value(key) switch
    {
        null when otherwise is { } flag => flag,
        bool flag => flag,
        var found => throw Wrong(key, found, "true or false"),
    };

    /// <summary>A text; without a fallback it must be there.</summary>
    /// <exception cref="CheckpointException">It is missing or no text.</exception>
    public string Text(string key, string? otherwise = null) => Value(key) switch
    {
        null when otherwise is not null => otherwise,
        string text => text,
        var found => throw Wrong(key, found, "a text"),
    };

    /// <summary>A list of texts.</summary>
    /// <exception cref="CheckpointException">It is missing or another.</exception>
    public IReadOnlyList<string> Texts(string key) =>
        Value(key) is List<object?> list && list.TrueForAll(item => item is string)
            ? [.. list.Cast<string>()]
            : throw Wrong(key, Value(key), "a list of texts");

    /// <summary>A list of whole numbers, 0 or more; empty if it is not there.</summary>
    /// <exception cref="CheckpointException">It is another.</exception>
    public IReadOnlyList<int> Numbers(string key) => Value(key) switch
    {
        null => [],
        List<object?> list when list.TrueForAll(item => item is double n and >= 0 and <= int.MaxValue && n % 1 == 0) =>
            [.. list.Select(item => (int)(double)item!)],
        var found => throw Wrong(key, found, "a list of whole numbers from 0 up"),
    };

    /// <summary>A list of true and false; empty if it is not there.</summary>
    /// <exception cref="CheckpointException">It is another.</exception>
    public IReadOnlyList<bool> Flags(string key) => Value(key) switch
    {
        null => [],
        List<object?> list when list.TrueForAll(item => item is bool) => [.. list.Cast<bool>()],
        var found => throw Wrong(key, found, "a list of true and false"),
    };

    /// <summary>Whether a value is a text.</summary>
    public bool IsText(string key) => Value(key) is string;

    /// <summary>A list of objects.</summary>
    /// <exception cref="CheckpointException">It is missing or another.</exception>
    public IReadOnlyList<Facts> Inners(string key) =>
        Value(key) is List<object?> list && list.TrueForAll(item => item is Facts)
            ? [.. list.Cast<Facts>()]
            : throw Wrong(key, Value(key), "a list of objects");

    /// <summary>Keys that change nothing here, whatever they say.</summary>
    public void PassOver(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) _asked.Add(key);
    }

    /// <summary>An object within.</summary>
    /// <exception cref="CheckpointException">It is missing or none.</exception>
    public Facts Inner(string key) => Value(key) as Facts ?? throw Wrong(key, Value(key), "an object");

    /// <summary>A value that the arithmetic of this family has as a matter of course.</summary>
    /// <exception cref="CheckpointException">It is there and another.</exception>
    public void Must<T>(string key, T value, string because) where T : notnull
    {
        var expected = value is int whole ? (object)(double)whole : value;
        if (Value(key) is { } found && !found.Equals(expected))
            throw Wrong(key, found, $"{Said(expected)}, as {because}");
    }

    /// <summary>Ends the reading.</summary>
    /// <param name="harmless">Keys that change no result.</param>
    /// <exception cref="CheckpointException">A key was neither asked for nor is it harmless.</exception>
    public void RefuseOthers(IReadOnlySet<string> harmless)
    {
        if (_values.FirstOrDefault(f => f.Value is not null && !_asked.Contains(f.Key) && !harmless.Contains(f.Key)) is
            { Key: { } key, Value: var value })
            throw new CheckpointException($"{Where}: {Quoted.Of(key)} is {Said(value)}, a key that Jaram does not know "
                + "and that may change what the model computes: it cannot be read");
    }

    /// <summary>A value of this key that cannot be read.</summary>
    public CheckpointException Wrong(string key, object? found, string expected) =>
        new($"{Where}: {Quoted.Of(key)} is {Said(found)}, expected {expected}: such a model cannot be read");

    private object? Value(string key)
    {
        _asked.Add(key);
        return _values.GetValueOrDefault(key);
    }

    private static string Said(object? value) => value switch
    {
        null => "missing",
        string text => Quoted.Of(text),
        bool flag => flag ? "true" : "false",
        Facts => "an object",
        List<object?> list => $"a list of {list.Count}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static object? ValueOf(JsonElement json, string where) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Object => Of(json, where),
        _ => json.EnumerateArray().Select(item => ValueOf(item, where)).ToList(),
    };

    private static object ValueOf(GgufMetadata metadata, string key) => metadata[key] switch
    {
        string or bool => metadata[key],
        float or double => metadata.Real(key),
        Array list => list.Cast<object?>().Take(1 << 16).ToList(),
        _ => (double)metadata.Whole(key),
    };
}
