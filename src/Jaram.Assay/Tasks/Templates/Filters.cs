// Source: Jinja 3.1, "List of Builtin Filters" and "List of Builtin Tests"; regex_replace is lm-evaluation-harness's
// own.

using System.Text.RegularExpressions;

namespace Jaram.Assay.Tasks.Templates;

/// <summary>Filters and tests of templates.</summary>
internal static class Filters
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    private static readonly string[] _names =
        ["abs", "capitalize", "count", "d", "default", "first", "float", "int", "join", "last", "length", "list",
            "lower",
            "regex_replace", "replace", "reverse", "string", "title", "trim", "upper"];

    private static readonly string[] _tests =
        ["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "sequence",
            "even", "odd", "true", "false"];

    /// <summary>Refuses a filter that is unknown here.</summary>
    public static void Check(string name)
    {
        if (!_names.Contains(name))
            throw new EvaluationException(
                $"the template has the filter {name}, Jaram knows {string.Join(", ", _names)}");
    }

    /// <summary>Refuses a test that is unknown here.</summary>
    public static void CheckTest(string name)
    {
        if (!_tests.Contains(name))
            throw new EvaluationException($"the template has the test {name}, Jaram knows {string.Join(", ", _tests)}");
    }

    /// <summary>What a filter makes of a value.</summary>
    /// <exception cref="EvaluationException">It makes nothing of such a value.</exception>
    public static Value Apply(string name, Value of, Value[] given) => (name, given) switch
    {
        ("d" or "default", [var other, ..]) =>
            of is Value.Missing || given is [_, { IsTrue: true }] && !of.IsTrue ? other : of,
        ("trim", []) => new Value.Text(PythonText.Trim(of.Show())),
        ("upper", []) => new Value.Text(of.Show().ToUpperInvariant()),
        ("lower", []) => new Value.Text(of.Show().ToLowerInvariant()),
        ("capitalize", []) => new Value.Text(Capitalise(of.Show())),
        ("title", []) => new Value.Text(string.Join(' ', of.Show().Split(' ').Select(Capitalise))),
        ("string", []) => new Value.Text(of.Show()),
        ("length" or "count", []) => new Value.Whole(of.Each().Count),
        ("list", []) => new Value.Many(of.Each()),
        ("first", []) => Members.Item(new Value.Many(of.Each()), new Value.Whole(0)),
        ("last", []) => Members.Item(new Value.Many(of.Each()), new Value.Whole(-1)),
        ("reverse", []) => Members.Slice(of.Given(), null, null, new Value.Whole(-1)),
        ("join", []) => Methods.Call(new Value.Text(""), "join", [of.Given()]),
        ("join", [Value.Text between]) => Methods.Call(between, "join", [of.Given()]),
        ("replace", [Value.Text, Value.Text]) => Methods.Call(new Value.Text(of.Show()), "replace", given),
        ("regex_replace", [Value.Text pattern, Value.Text with]) => new Value.Text(
            Replaced(of.Show(), pattern.Characters, with.Characters)),
        ("abs", []) when of is Value.Whole whole => new Value.Whole(Math.Abs(whole.Number)),
        ("abs", []) when of.AsNumber() is { } number => new Value.Real(Math.Abs(number)),
        ("int", _) => ToWhole(of, given.ElementAtOrDefault(0) ?? new Value.Whole(0)),
        ("float", _) => ToReal(of, given.ElementAtOrDefault(0) ?? new Value.Real(0)),
        _ => throw new EvaluationException(
            $"the template has {of.Spell()}|{name} with {given.Length} arguments; correct it"),
    };

    /// <summary>Whether a value passes a test.</summary>
    public static bool Test(string name, Value of) => name switch
    {
        "defined" => of is not Value.Missing,
        "undefined" => of is Value.Missing,
        "none" => of is Value.Nothing,
        "string" => of is Value.Text,
        "number" => of is Value.Whole or Value.Real or Value.Truth,
        "integer" => of is Value.Whole,
        "float" => of is Value.Real,
        "boolean" => of is Value.Truth,
        "mapping" => of is Value.Named,
        "sequence" => of is Value.Many or Value.Text or Value.Named,
        "true" => of is Value.Truth { Is: true },
        "false" => of is Value.Truth { Is: false },
        _ => of is Value.Whole whole && whole.Number % 2 == 0 == (name == "even"),
    };

    /// <summary>The first letter large, the others small.</summary>
    public static string Capitalise(string text) =>
        text == "" ? "" : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant();

    private static Value ToWhole(Value of, Value otherwise) => of.Given() switch
    {
        Value.Text text => long.TryParse(PythonText.Trim(text.Characters), out var number) ? new Value.Whole(number)
            : double.TryParse(text.Characters, out var real) && double.IsFinite(real) ? new Value.Whole((long)real)
            : otherwise,
        var value => value.AsNumber() is { } number && double.IsFinite(number)
            ? new Value.Whole((long)number)
            : otherwise,
    };

    private static Value ToReal(Value of, Value otherwise) => of.Given() switch
    {
        Value.Text text => double.TryParse(text.Characters, out var real) ? new Value.Real(real) : otherwise,
        var value => value.AsNumber() is { } number ? new Value.Real(number) : otherwise,
    };

    private static string Replaced(string text, string pattern, string with)
    {
        try
        {
            // \1 is Python's spelling of $1
            var spelled = Regex.Replace(with.Replace("$", "$$", StringComparison.Ordinal), @"\\(\d)", "$${$1}");
            return Regex.Replace(text, pattern, spelled, RegexOptions.CultureInvariant, _longest);
        }
        catch (Exception wrong) when (wrong is ArgumentException or RegexMatchTimeoutException)
        {
            throw new EvaluationException($"the template's pattern {pattern} cannot be used: {wrong.Message}");
        }
    }
}
