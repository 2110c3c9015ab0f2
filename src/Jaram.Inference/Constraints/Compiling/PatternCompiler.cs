namespace Jaram.Inference.Constraints;

/// <summary>Makes automata of regular expressions, each once.</summary>
/// <param name="work">What it may cost.</param>
internal sealed class PatternCompiler(Work work)
{
    /// <summary>Those that every schema may ask for: made when the first does, and at no schema's cost.</summary>
    private static readonly Dictionary<Expression, Lazy<Dfa>> _shared = Formats.All.Append(Expression.Empty)
        .ToDictionary(expression => expression, expression => new Lazy<Dfa>(() =>
            StringAutomata.OfPattern(expression.Pattern, new(long.MaxValue), "#")));

    private readonly Dictionary<Expression, Dfa> _known = [];

    /// <summary>Strings in which an expression is found, spelled in one way.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="pointer">The place in the schema that asks for it.</param>
    public Dfa Of(Expression expression, string pointer)
    {
        if (_shared.TryGetValue(expression, out var shared)) return shared.Value;
        if (_known.TryGetValue(expression, out var known)) return known;
        var made = StringAutomata.OfPattern(expression.Pattern, work, pointer);
        _known.Add(expression, made);
        return made;
    }
}
