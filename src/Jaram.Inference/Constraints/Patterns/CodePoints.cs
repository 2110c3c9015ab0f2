// Sets of Unicode code points. Surrogates are in none: they are no characters.

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Jaram.Inference.Constraints;

/// <summary>A set of code points as ranges in ascending order that neither overlap nor touch.</summary>
internal sealed class CodePoints
{
    private const int FirstSurrogate = 0xD800, LastSurrogate = 0xDFFF;

    private static readonly Lazy<List<(string Name, int First, int Last)>> _runs = new(Runs);
    private static readonly ConcurrentDictionary<string, CodePoints> _categories = new();

    private CodePoints(ImmutableArray<(int First, int Last)> ranges) => Ranges = ranges;

    public static CodePoints None { get; } = new([]);

    /// <summary>Every character.</summary>
    public static CodePoints All { get; } = None.Complement();

    public static CodePoints Digits { get; } = Of(('0', '9'));

    public static CodePoints WordCharacters { get; } = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>White space and line ends as ECMA-262 has them.</summary>
    public static CodePoints Spaces { get; } = Of(
        (9, 13), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
        (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    public static CodePoints LineEnds { get; } = Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029));

    public ImmutableArray<(int First, int Last)> Ranges { get; }

    /// <summary>The union of ranges, in any order.</summary>
    public static CodePoints Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = ImmutableArray.CreateBuilder<(int First, int Last)>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }
        return new(merged.ToImmutable());
    }

    /// <summary>The characters of a general category such as "L" or "Lu"; none has the name if the set is empty.
    /// </summary>
    public static CodePoints Category(string name)
    {
        if (_categories.TryGetValue(name, out var known)) return known;
        var set = Of(_runs.Value.Where(run => run.Name.StartsWith(name, StringComparison.Ordinal))
            .Select(run => (run.First, run.Last)));
        return set.Ranges.IsEmpty ? set : _categories.GetOrAdd(name, set); // names that are none are not kept
    }

    /// <summary>Every other character.</summary>
    public CodePoints Complement()
    {
        var between = ImmutableArray.CreateBuilder<(int First, int Last)>();
        var next = 0;
        foreach (var (first, last) in Ranges)
        {
            Add(next, first - 1);
            next = last + 1;
        }
        Add(next, 0x10FFFF);
        return new(between.ToImmutable());

        void Add(int first, int last)
        {
            if (first <= last && first < FirstSurrogate) between.Add((first, Math.Min(last, FirstSurrogate - 1)));
            if (first <= last && last > LastSurrogate) between.Add((Math.Max(first, LastSurrogate + 1), last));
        }
    }

    public bool Contains(int codePoint)
    {
        var (low, high) = (0, Ranges.Length); // the ranges before low end before it, those from high on begin behind it
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Ranges[middle].Last < codePoint) low = middle + 1;
            else if (Ranges[middle].First > codePoint) high = middle;
            else return true;
        }
        return false;
    }

    /// <summary>Runs of characters of one category, in ascending order.</summary>
    private static List<(string Name, int First, int Last)> Runs()
    {
        var runs = new List<(string Name, int First, int Last)>();
        foreach (var (first, last) in All.Ranges)
        {
            for (var c = first; c <= last; c++)
            {
                var name = Letters(Rune.GetUnicodeCategory(new Rune(c)));
                if (c > first && runs[^1].Name == name) runs[^1] = (name, runs[^1].First, c);
                else runs.Add((name, c, c));
            }
        }
        return runs;
    }

    /// <summary>The two letters that Unicode gives a general category.</summary>
    private static string Letters(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.PrivateUse => "Co",
        _ => "Cn",
    };
}
