using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Compiles the strings of a branch.</summary>
/// <param name="patterns">Makes automata of their patterns.</param>
/// <param name="work">What it may cost.</param>
internal sealed class StringCompiler(PatternCompiler patterns, Work work)
{
    private readonly Dictionary<string, Dfa> _known = [];

    /// <summary>Adds a branch's strings to a shape.</summary>
    public void Add(ValueShape shape, Branch branch)
    {
        if (branch.LeastLength > branch.MostLength) return;
        var excluded = branch.Excluded.Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        if (branch.Patterns.IsEmpty && branch.DeniedPatterns.IsEmpty && excluded.Count == 0)
            shape.Texts.Add((branch.LeastLength, branch.MostLength));
        else
            shape.Scalars.Add(Automaton(branch, excluded));
    }

    /// <summary>Strings of so many characters.</summary>
    public Dfa Length(int least, int most, string pointer)
    {
        const int Longest = 4_096;
        if (least > Longest || most is > Longest and < int.MaxValue)
            throw new SchemaException(pointer,
                $"minLength and maxLength beside a pattern or format must be at most {Longest:N0}");
        var key = $"{least},{most}";
        if (_known.TryGetValue(key, out var known)) return known;
        var made = StringAutomata.OfLength(least, most, work, pointer);
        _known.Add(key, made);
        return made;
    }

    private Dfa Automaton(Branch branch, List<string> excluded)
    {
        var key = NameOf(branch, excluded);
        if (_known.TryGetValue(key, out var known)) return known;
        var parts = branch.Patterns.Distinct().Select(p => patterns.Of(p, branch.Pointer)).ToList();
        if (branch.LeastLength > 0 || branch.MostLength < int.MaxValue || parts.Count == 0)
            parts.Add(Length(branch.LeastLength, branch.MostLength, branch.Pointer));
        var made = DfaProduct.Intersection(parts, work, branch.Pointer);
        var denied = branch.DeniedPatterns.Distinct().Select(p => patterns.Of(p, branch.Pointer)).ToList();
        if (excluded.Count > 0)
            denied.Add(StringAutomata.OfTexts([.. excluded.Select(StringAutomata.Spell)], work, branch.Pointer));
        if (denied.Count > 0)
            made = DfaProduct.Of([made, .. denied], 1, labels =>
                labels.Span[0] >= 0 && labels.Span[1..].IndexOfAnyExcept(-1) < 0 ? 0 : -1, work, branch.Pointer);
        _known.Add(key, made);
        return made;
    }

    /// <summary>Names what an automaton takes. Each text has its length before it, so that none can pass for two.
    /// </summary>
    private static string NameOf(Branch branch, List<string> excluded)
    {
        return $"{branch.LeastLength},{branch.MostLength}|{All(branch.Patterns.Select(p => p.Text))}"
            + $"|{All(branch.DeniedPatterns.Select(p => p.Text))}|{All(excluded)}";

        static string All(IEnumerable<string> texts) =>
            string.Concat(texts.Distinct().Select(text => $"{text.Length}:{text}"));
    }
}
