// Source: ours.

using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>The keys of a mapping in a task file, taken one by one; what nobody took is refused by name.</summary>
/// <param name="from">The mapping.</param>
/// <param name="place">File and key that errors bear.</param>
internal sealed class Fields(Value.Named from, string place)
{
    private readonly HashSet<string> _taken = [];

    /// <summary>Where this is.</summary>
    public string Place => place;

    /// <summary>A key's value; null where it is left out.</summary>
    public Value? Take(string name)
    {
        _taken.Add(name);
        return from.Find(name) is { } value and not Value.Nothing ? value : null;
    }

    /// <summary>A text.</summary>
    public string Text(string name, string otherwise) => Take(name) switch
    {
        null => otherwise,
        Value.Text text => text.Characters,
        var other => throw Wrong(name, other, "a text; put it into quotes"),
    };

    /// <summary>A whole number of at least 0.</summary>
    public int Count(string name, int otherwise) => Take(name) switch
    {
        null => otherwise,
        Value.Whole { Number: >= 0 and <= int.MaxValue } whole => (int)whole.Number,
        var other => throw Wrong(name, other, "a whole number of 0 or more"),
    };

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool otherwise) => Take(name) switch
    {
        null => otherwise,
        Value.Truth truth => truth.Is,
        var other => throw Wrong(name, other, "true or false"),
    };

    /// <summary>A text, or several.</summary>
    public IReadOnlyList<string> Texts(string name) => Take(name) switch
    {
        null => [],
        Value.Text text => [text.Characters],
        Value.Many many => [.. many.Items.Select(item => item is Value.Text text
            ? text.Characters
            : throw Wrong(name, item, "a text; put it into quotes"))],
        var other => throw Wrong(name, other, "a text or a list of texts"),
    };

    /// <summary>Mappings of a list.</summary>
    public IEnumerable<Fields> List(string name) => Take(name) switch
    {
        null => [],
        Value.Many many => many.Items.Select((item, at) => item is Value.Named named
            ? new Fields(named, $"{place}: {name}[{at}]")
            : throw Wrong(name, item, "a mapping")),
        var other => throw Wrong(name, other, "a list"),
    };

    /// <summary>A mapping; empty where it is left out.</summary>
    public Fields Part(string name) => Take(name) switch
    {
        null => new(new([]), $"{place}: {name}"),
        Value.Named named => new(named, $"{place}: {name}"),
        var other => throw Wrong(name, other, "a mapping"),
    };

    /// <summary>All members, as they are.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> All => from.Members;

    /// <summary>One word of several.</summary>
    public string Word(string name, string otherwise, params ReadOnlySpan<string> words)
    {
        var word = Text(name, otherwise);
        return words.Contains(word) ? word : throw new EvaluationException(
            $"{place}: {name} is '{word}', Jaram knows {string.Join(", ", words.ToArray())}; correct it");
    }

    /// <summary>Refuses keys that nobody took.</summary>
    /// <exception cref="EvaluationException">There is one.</exception>
    public void Finish()
    {
        var unknown = from.Members.Select(member => member.Key).Where(name => !_taken.Contains(name)).ToList();
        if (unknown.Count > 0)
            throw new EvaluationException(
                $"{place}: has {string.Join(", ", unknown)}, which Jaram does not know; it knows "
                + $"{string.Join(", ", _taken.Order(StringComparer.Ordinal))}");
    }

    /// <summary>Refuses a value.</summary>
    public EvaluationException Wrong(string name, Value found, string wanted) =>
        new($"{place}: {name} is {found.Spell()}, it must be {wanted}");
}
