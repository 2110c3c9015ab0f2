// What templates of tasks work on: Python's values, printed as Python prints them, for a list that a template prints is
// read again as a list.
// Source: Python 3 reference, "Data model" and repr(); JSON, RFC 8259.

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jaram.Assay.Tasks.Templates;

/// <summary>A value of a document or a template.</summary>
internal abstract record Value
{
    /// <summary>None.</summary>
    public static readonly Value None = new Nothing();

    /// <summary>None, JSON's null.</summary>
    public sealed record Nothing : Value;

    /// <summary>True or False.</summary>
    public sealed record Truth(bool Is) : Value;

    /// <summary>A whole number.</summary>
    public sealed record Whole(long Number) : Value;

    /// <summary>A number with a point.</summary>
    public sealed record Real(double Number) : Value;

    /// <summary>Characters.</summary>
    public sealed record Text(string Characters) : Value;

    /// <summary>A list or tuple.</summary>
    public sealed record Many(IReadOnlyList<Value> Items) : Value;

    /// <summary>A dictionary; names in the order in which they came.</summary>
    public sealed record Named(IReadOnlyList<KeyValuePair<string, Value>> Members) : Value
    {
        /// <summary>The member of a name; null if there is none.</summary>
        public Value? Find(string name) => Members.FirstOrDefault(member => member.Key == name).Value;
    }

    /// <summary>What has no value; to ask whether it is defined is all that can be done with it.</summary>
    public sealed record Missing(string Why) : Value;

    /// <summary>The value of JSON.</summary>
    public static Value Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => None,
        JsonValueKind.True => new Truth(true),
        JsonValueKind.False => new Truth(false),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? new Whole(whole) : new Real(json.GetDouble()),
        JsonValueKind.String => new Text(json.GetString()!),
        JsonValueKind.Array => new Many([.. json.EnumerateArray().Select(Of)]),
        _ => new Named([.. json.EnumerateObject().Select(member =>
            KeyValuePair.Create(member.Name, Of(member.Value)))]),
    };

    /// <summary>The same in JSON.</summary>
    public JsonNode? ToJson() => this switch
    {
        Nothing or Missing => null,
        Truth truth => truth.Is,
        Whole whole => whole.Number,
        Real real => double.IsFinite(real.Number) ? real.Number : null,
        Text text => text.Characters,
        Many many => new JsonArray([.. many.Items.Select(item => item.ToJson())]),
        Named named => new JsonObject(named.Members.Select(member =>
            KeyValuePair.Create(member.Key, member.Value.ToJson()))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether it counts as true.</summary>
    public bool IsTrue => Given() switch
    {
        Nothing => false,
        Truth truth => truth.Is,
        Whole whole => whole.Number != 0,
        Real real => real.Number != 0,
        Text text => text.Characters != "",
        Many many => many.Items.Count > 0,
        Named named => named.Members.Count > 0,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>As str() prints it.</summary>
    public string Show() => this is Text text ? text.Characters : Spell();

    /// <summary>As repr() prints it.</summary>
    public string Spell() => Given() switch
    {
        Nothing => "None",
        Truth truth => truth.Is ? "True" : "False",
        Whole whole => FormattableString.Invariant($"{whole.Number}"),
        Real real => PythonText.OfNumber(real.Number),
        Text text => PythonText.Quoted(text.Characters),
        Many many => $"[{string.Join(", ", many.Items.Select(item => item.Spell()))}]",
        Named named => "{" + string.Join(", ",
            named.Members.Select(m => $"{PythonText.Quoted(m.Key)}: {m.Value.Spell()}")) + "}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether Python's == says so.</summary>
    public static bool Same(Value a, Value b) => (a.Given(), b.Given()) switch
    {
        (Many left, Many right) => left.Items.Count == right.Items.Count
            && left.Items.Zip(right.Items).All(pair => Same(pair.First, pair.Second)),
        (Named left, Named right) => left.Members.Count == right.Members.Count
            && left.Members.All(member => right.Find(member.Key) is { } other && Same(member.Value, other)),
        (Text left, Text right) => left.Characters == right.Characters,
        (Nothing, Nothing) => true,
        var (left, right) => left.AsNumber() is { } x && right.AsNumber() is { } y && x == y,
    };

    /// <summary>The number that it is, True being 1; null for what is none.</summary>
    public double? AsNumber() => this switch
    {
        Truth truth => truth.Is ? 1 : 0,
        Whole whole => whole.Number,
        Real real => real.Number,
        _ => null,
    };

    /// <summary>What can be gone through: a list's items, a dictionary's names, a text's characters.</summary>
    /// <exception cref="EvaluationException">It is none of these.</exception>
    public IReadOnlyList<Value> Each() => Given() switch
    {
        Many many => many.Items,
        Named named => [.. named.Members.Select(member => new Text(member.Key))],
        Text text => [.. PythonText.Characters(text.Characters).Select(character => new Text(character))],
        _ => throw new EvaluationException($"{Spell()} is no list; go through a list, a dictionary or a text"),
    };

    /// <summary>This, if it has a value.</summary>
    /// <exception cref="EvaluationException">It has none.</exception>
    public Value Given() => this is Missing missing ? throw new EvaluationException(missing.Why) : this;
}
