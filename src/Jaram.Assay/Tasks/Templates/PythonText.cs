// Texts and numbers as Python writes and counts them: characters are code points, a float has a point or an exponent.
// Source: Python 3 library reference, "Text Sequence Type" and repr(); CPython, float_repr_style "short".

using System.Globalization;
using System.Text;

namespace Jaram.Assay.Tasks.Templates;

/// <summary>Python's way with texts.</summary>
internal static class PythonText
{
    /// <summary>Exponents from which on a float is written with one.</summary>
    private const int LeastPlain = -4, MostPlain = 16;

    /// <summary>Characters, one code point each.</summary>
    public static IReadOnlyList<string> Characters(string text) =>
        [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    /// <summary>How many there are: len().</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Whether str.strip() takes a character away.</summary>
    public static bool IsBlank(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    /// <summary>Pieces between stretches of blanks, empty ones at the ends too: len(re.split(r"\s+", text)).</summary>
    public static int Words(string text) =>
        1 + Enumerable.Range(0, text.Length).Count(at => IsBlank(text[at]) && (at == 0 || !IsBlank(text[at - 1])));

    /// <summary>Without blanks at the end: str.rstrip().</summary>
    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsBlank(text[end - 1])) end--;
        return text[..end];
    }

    /// <summary>Without blanks at the beginning: str.lstrip().</summary>
    public static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && IsBlank(text[start])) start++;
        return text[start..];
    }

    /// <summary>Without blanks at both sides: str.strip().</summary>
    public static string Trim(string text) => TrimEnd(TrimStart(text));

    /// <summary>A float: repr().</summary>
    public static string OfNumber(double number)
    {
        if (double.IsNaN(number)) return "nan";
        if (double.IsInfinity(number)) return number > 0 ? "inf" : "-inf";
        var sign = double.IsNegative(number) ? "-" : "";
        var spelled = Math.Abs(number).ToString("E16", CultureInfo.InvariantCulture);
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var digits = string.Concat(shortest.Split('E')[0].Where(char.IsAsciiDigit)).TrimStart('0').TrimEnd('0');
        if (digits == "") digits = "0";
        var exponent = number == 0 ? 0 : int.Parse(spelled.Split('E')[1], CultureInfo.InvariantCulture);
        if (exponent is >= LeastPlain and < MostPlain)
        {
            if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
            var whole = digits.PadRight(exponent + 1, '0');
            var rest = whole[(exponent + 1)..];
            return $"{sign}{whole[..(exponent + 1)]}.{(rest == "" ? "0" : rest)}";
        }
        var point = digits.Length > 1 ? "." : "";
        return FormattableString.Invariant(
            $"{sign}{digits[0]}{point}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <summary>A text in quotes: repr().</summary>
    public static string Quoted(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
            quoted.Append(rune.Value switch
            {
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                var c when c == quote => $"\\{quote}",
                < 0x20 or 0x7F => FormattableString.Invariant($"\\x{rune.Value:x2}"),
                _ => rune.ToString(),
            });
        return quoted.Append(quote).ToString();
    }
}
