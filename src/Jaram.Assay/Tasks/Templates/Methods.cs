// Source: Python 3 library reference, methods of str, list and dict.

namespace Jaram.Assay.Tasks.Templates;

/// <summary>What can be called in a template.</summary>
internal static class Methods
{
    private const int LongestRange = 1 << 16;

    /// <summary>Calls a method.</summary>
    /// <exception cref="EvaluationException">There is none of that name, or it takes other arguments.</exception>
    public static Value Call(Value of, string name, Value[] given) => (of, name, given) switch
    {
        (Value.Text text, _, _) => OfText(text.Characters, name, given),
        (Value.Named named, "items", []) => new Value.Many([.. named.Members.Select(member =>
            new Value.Many([new Value.Text(member.Key), member.Value]))]),
        (Value.Named named, "keys", []) => new Value.Many(named.Each()),
        (Value.Named named, "values", []) => new Value.Many([.. named.Members.Select(member => member.Value)]),
        (Value.Named named, "get", [var key, ..]) =>
            named.Find(key.Show()) ?? given.ElementAtOrDefault(1) ?? Value.None,
        (Value.Many many, "index", [var item]) => Place(many, item),
        (Value.Many many, "count", [var item]) => new Value.Whole(many.Items.Count(one => Value.Same(one, item))),
        _ => throw Unknown(of, name, given),
    };

    /// <summary>Numbers from a first to before a last.</summary>
    /// <exception cref="EvaluationException">They are too many, or no numbers bound them.</exception>
    public static Value Range(Value[] given)
    {
        var bounds = given.Select(bound => (bound as Value.Whole)?.Number
            ?? throw new EvaluationException($"the template has range({bound.Spell()}); give whole numbers")).ToArray();
        var (from, to, step) = bounds switch
        {
            [var end] => (0L, end, 1L),
            [var start, var end] => (start, end, 1L),
            [var start, var end, not 0 and var by] => (start, end, by),
            _ => throw new EvaluationException(
                $"the template has range() of {given.Length} numbers; give 1 to 3, no step of 0"),
        };
        var numbers = new List<Value>();
        for (var number = from; step > 0 ? number < to : number > to; number += step)
        {
            if (numbers.Count == LongestRange)
                throw new EvaluationException(
                    $"the template has a range of more than {LongestRange} numbers; shorten it");
            numbers.Add(new Value.Whole(number));
        }
        return new Value.Many(numbers);
    }

    private static Value OfText(string text, string name, Value[] given) => (name, given) switch
    {
        ("strip", []) => new Value.Text(PythonText.Trim(text)),
        ("lstrip", []) => new Value.Text(PythonText.TrimStart(text)),
        ("rstrip", []) => new Value.Text(PythonText.TrimEnd(text)),
        ("strip", [Value.Text set]) => new Value.Text(text.Trim(set.Characters.ToCharArray())),
        ("lstrip", [Value.Text set]) => new Value.Text(text.TrimStart(set.Characters.ToCharArray())),
        ("rstrip", [Value.Text set]) => new Value.Text(text.TrimEnd(set.Characters.ToCharArray())),
        ("lower", []) => new Value.Text(text.ToLowerInvariant()),
        ("upper", []) => new Value.Text(text.ToUpperInvariant()),
        ("capitalize", []) => new Value.Text(Filters.Capitalise(text)),
        ("replace", [Value.Text old, Value.Text with]) => new Value.Text(old.Characters == ""
            ? text
            : text.Replace(old.Characters, with.Characters, StringComparison.Ordinal)),
        ("split", []) => Texts(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        ("split", [Value.Text by]) => Texts(text.Split(by.Characters)),
        ("split", [Value.Text by, Value.Whole most]) => Texts(text.Split(by.Characters, (int)most.Number + 1)),
        ("join", [var items]) => new Value.Text(string.Join(text, items.Each().Select(item => item.Show()))),
        ("startswith", [Value.Text part]) =>
            new Value.Truth(text.StartsWith(part.Characters, StringComparison.Ordinal)),
        ("endswith", [Value.Text part]) => new Value.Truth(text.EndsWith(part.Characters, StringComparison.Ordinal)),
        ("isdigit", []) => new Value.Truth(text != "" && text.All(char.IsDigit)),
        ("find", [Value.Text part]) => new Value.Whole(Found(text, part.Characters)),
        ("index", [Value.Text part]) when Found(text, part.Characters) is >= 0 and var at => new Value.Whole(at),
        ("count", [Value.Text part]) when part.Characters != "" =>
            new Value.Whole(text.Split(part.Characters).Length - 1),
        _ => throw Unknown(new Value.Text(text), name, given),
    };

    private static long Found(string text, string part) =>
        text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at
            ? PythonText.Length(text[..at])
            : -1;

    private static Value.Many Texts(IEnumerable<string> texts) => new([.. texts.Select(text => new Value.Text(text))]);

    private static Value.Whole Place(Value.Many many, Value item)
    {
        for (var at = 0; at < many.Items.Count; at++)
            if (Value.Same(many.Items[at], item)) return new(at);
        throw new EvaluationException($"the template asks where {item.Spell()} is in {many.Spell()}, it is not there");
    }

    private static EvaluationException Unknown(Value of, string name, Value[] given) => new(
        $"the template calls .{name}({string.Join(", ", given.Select(one => one.Spell()))}) of {of.Spell()}; "
        + "Jaram does not know that");
}
