using System.Globalization;

namespace Jaram.Architecture;

/// <summary>The order of layers in short: names apart by spaces; <c>n*</c> repeats a name or a bracket.</summary>
internal static class LayerPattern
{
    private const int MostLayers = 4096, MostBrackets = 32;

    /// <exception cref="DesignException">The text is no pattern, or names more layers than anybody builds.</exception>
    public static List<string> Parse(string pattern)
    {
        var at = 0;
        var names = Sequence(pattern, ref at, brackets: 0);
        return at == pattern.Length ? names : throw Wrong(pattern, at, "a layer's name");
    }

    /// <summary>A short text that <see cref="Parse"/> reads as these names: what repeats stands once.</summary>
    public static string Fold(IReadOnlyList<string> names)
    {
        var text = new List<string>();
        for (var at = 0; at < names.Count;)
        {
            var (period, times) = Repeated(names, at);
            var unit = names.Skip(at).Take(period).ToList();
            text.Add(times == 1 ? unit[0]
                : period == 1 ? string.Create(CultureInfo.InvariantCulture, $"{times}*{unit[0]}")
                : string.Create(CultureInfo.InvariantCulture, $"{times}*({Fold(unit)})"));
            at += period * times;
        }
        return string.Join(' ', text);
    }

    /// <summary>The repetition from here that spans most names; of two that span as many, the shorter unit.</summary>
    private static (int Period, int Times) Repeated(IReadOnlyList<string> names, int at)
    {
        var best = (Period: 1, Times: 1);
        for (var period = 1; period <= (names.Count - at) / 2; period++)
        {
            var end = at + period;
            while (end < names.Count && names[end] == names[end - period]) end++;
            var times = (end - at) / period;
            if (times > 1 && times * period > best.Times * best.Period) best = (period, times);
        }
        return best;
    }

    /// <summary>Whether a pattern can name a layer so.</summary>
    public static bool CanName(string name) => name != "" && name.All(IsOfName);

    private static List<string> Sequence(string pattern, ref int at, int brackets)
    {
        var names = new List<string>();
        while (true)
        {
            while (at < pattern.Length && pattern[at] == ' ') at++;
            if (at == pattern.Length || pattern[at] == ')') break;
            var times = Times(pattern, ref at);
            var item = Item(pattern, ref at, brackets);
            var count = (long)times * item.Count + names.Count;
            if (count > MostLayers)
                throw Must.Refusal(nameof(pattern), count, $"must name at most {MostLayers} layers", "repeat less");
            for (var i = 0; i < times; i++) names.AddRange(item);
        }
        return names.Count > 0 ? names : throw Wrong(pattern, at, "a layer's name");
    }

    private static int Times(string pattern, ref int at)
    {
        var star = at;
        while (star < pattern.Length && char.IsAsciiDigit(pattern[star])) star++;
        if (star == at || star == pattern.Length || pattern[star] != '*') return 1;
        if (!int.TryParse(pattern.AsSpan(at, star - at), CultureInfo.InvariantCulture, out var times) || times == 0)
            throw Wrong(pattern, at, "a count from 1 up");
        at = star + 1;
        return times;
    }

    private static List<string> Item(string pattern, ref int at, int brackets)
    {
        if (at < pattern.Length && pattern[at] == '(')
        {
            if (brackets == MostBrackets) throw Wrong(pattern, at, $"at most {MostBrackets} brackets within brackets");
            at++;
            var inside = Sequence(pattern, ref at, brackets + 1);
            if (at == pattern.Length) throw Wrong(pattern, at, "a closing bracket");
            at++;
            return inside;
        }
        var start = at;
        while (at < pattern.Length && IsOfName(pattern[at])) at++;
        return at > start ? [pattern[start..at]] : throw Wrong(pattern, at, "a layer's name");
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';

    private static DesignException Wrong(string pattern, int at, string expected) =>
        Must.Refusal(nameof(pattern), Must.Quoted(pattern), $"must have {expected} at character {at + 1}",
            "write names and counts, as in 3*(2*local full)");
}
