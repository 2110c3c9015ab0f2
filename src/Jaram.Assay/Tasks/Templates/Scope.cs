// Source: Jinja 3.1, "Template Designer Documentation", sections Variables and For: a loop has names of its own.

namespace Jaram.Assay.Tasks.Templates;

/// <summary>The names that a piece of a template knows.</summary>
/// <param name="above">Names around it; null for those of the document itself.</param>
internal sealed class Scope(Scope? above)
{
    private readonly Dictionary<string, Value> _names = new(StringComparer.Ordinal);

    /// <summary>The names of a document.</summary>
    public static Scope Of(Value.Named document)
    {
        var scope = new Scope(null);
        foreach (var (name, value) in document.Members)
        {
            scope._names[name] = value;
            var word = Word(name);
            if (!scope._names.ContainsKey(word)) scope._names[word] = value;
        }
        return scope;
    }

    /// <summary>Gives a name a value, here and below.</summary>
    public void Set(string name, Value value) => _names[name] = value;

    /// <summary>The value of a name.</summary>
    public Value Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Above)
            if (scope._names.TryGetValue(name, out var value)) return value;
        return new Value.Missing(
            $"the template speaks of '{name}', the document has {string.Join(", ", Top._names.Keys)}");
    }

    private Scope? Above => above;

    private Scope Top => above is null ? this : above.Top;

    /// <summary>A column's name that is no word, as templates can say it: Option 1 is also Option_1, and 2 is _2.
    /// </summary>
    private static string Word(string name) => (name is [>= '0' and <= '9', ..] ? "_" : "")
        + string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter == '_' ? letter : '_'));
}
