// Looks for a pattern in a text, by sets of places and without automata: the plain form of what Dfa does fast, which
// the validator uses and the tests hold the automata against.

namespace Jaram.Inference.Constraints;

/// <summary>Looks for one pattern in one text.</summary>
internal sealed class PatternSearch
{
    private readonly int[] _text;
    private readonly Work _work;
    private readonly string _pointer;

    private PatternSearch(string text, Work work, string pointer) =>
        (_text, _work, _pointer) = ([.. text.EnumerateRunes().Select(rune => rune.Value)], work, pointer);

    /// <summary>True if the pattern matches some part of the text.</summary>
    public static bool Finds(Pattern pattern, string text, Work work, string pointer)
    {
        var search = new PatternSearch(text, work, pointer);
        return search.After(pattern, [.. Enumerable.Range(0, search._text.Length + 1)]).Count > 0;
    }

    /// <summary>Where a match that begins at one of the places may end.</summary>
    private SortedSet<int> After(Pattern pattern, SortedSet<int> places)
    {
        _work.Spend(places.Count + 1, _pointer);
        return pattern switch
        {
            Pattern.Begin => [.. places.Where(p => p == 0)],
            Pattern.End => [.. places.Where(p => p == _text.Length)],
            Pattern.One one => [.. places.Where(p => p < _text.Length && one.Of.Contains(_text[p])).Select(p => p + 1)],
            Pattern.Sequence sequence => sequence.Parts.Aggregate(places, (now, part) => After(part, now)),
            Pattern.Either either => [.. either.Parts.SelectMany(part => After(part, places))],
            Pattern.Repeat repeat => Repeated(repeat, places),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private SortedSet<int> Repeated(Pattern.Repeat repeat, SortedSet<int> places)
    {
        for (var i = 0; i < repeat.Least && places.Count > 0; i++) places = After(repeat.Of, places);
        SortedSet<int> reached = [.. places];
        for (var i = repeat.Least; i < repeat.Most && places.Count > 0; i++)
        {
            places = [.. After(repeat.Of, places).Where(reached.Add)];
        }
        return reached;
    }
}
