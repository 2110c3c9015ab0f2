// Reads what stands for one character in a regular expression: itself, an escape or a class in brackets.
// Source: ECMA-262 (2025), sections 22.2.1 and 22.2.2.9.

using System.Globalization;
using System.Text;

namespace Jaram.Inference.Constraints;

/// <summary>Reads sets of characters.</summary>
/// <param name="text">The whole expression.</param>
/// <param name="spend">Told the ranges of each class that has many.</param>
/// <param name="wrong">Makes the error for a message.</param>
internal sealed class ClassParser(string text, Action<int> spend, Func<string, SchemaException> wrong)
{
    /// <summary>Long names of general categories that expressions use.</summary>
    private static readonly Dictionary<string, string> _longNames = new()
    {
        ["Letter"] = "L", ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll", ["Mark"] = "M", ["Number"] = "N",
        ["Decimal_Number"] = "Nd", ["Punctuation"] = "P", ["Symbol"] = "S", ["Separator"] = "Z", ["Other"] = "C",
    };

    /// <summary>Reads what stands at a place and steps over it.</summary>
    public CodePoints Read(ref int at) => text[at] switch
    {
        '[' => Bracketed(ref at),
        '\\' => Escape(ref at),
        _ => Single(Character(ref at)),
    };

    private static CodePoints Single(int codePoint) => CodePoints.Of((codePoint, codePoint));

    private int Character(ref int at)
    {
        if (!Rune.TryGetRuneAt(text, at, out var rune)) throw wrong("has half a surrogate pair");
        at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private CodePoints Bracketed(ref int at)
    {
        at++;
        var negated = at < text.Length && text[at] == '^';
        if (negated) at++;
        var ranges = new List<(int, int)>();
        while (at < text.Length && text[at] != ']')
        {
            var isClass = IsClass(at);
            var low = Item(ref at);
            if (isClass || !IsDash(at))
            {
                ranges.AddRange(low.Ranges);
                continue;
            }
            at++;
            isClass = IsClass(at);
            var high = Item(ref at);
            var (first, to) = (low.Ranges[0].First, high.Ranges[0].First);
            if (isClass) ranges.AddRange([(first, first), ('-', '-'), .. high.Ranges]);
            else if (to < first) throw wrong("has a range that runs backwards");
            else ranges.AddRange(CodePoints.Of((first, to)).Complement().Complement().Ranges); // without surrogates
        }
        if (at++ >= text.Length) throw wrong("has a [ without its ]");
        spend(ranges.Count);
        var set = CodePoints.Of(ranges);
        return negated ? set.Complement() : set;
    }

    private CodePoints Item(ref int at) => text[at] == '\\' ? Escape(ref at) : Single(Character(ref at));

    /// <summary>An escape that stands for several characters, even if it happens to have one.</summary>
    private bool IsClass(int at) => text[at] == '\\' && at + 1 < text.Length && "dDwWsSpP".Contains(text[at + 1]);

    /// <summary>A dash that makes a range: not the last in its class.</summary>
    private bool IsDash(int at) => at + 1 < text.Length && text[at] == '-' && text[at + 1] != ']';

    private CodePoints Escape(ref int at)
    {
        at++;
        if (at >= text.Length) throw wrong("ends in a \\");
        var letter = text[at++];
        return letter switch
        {
            'd' => CodePoints.Digits,
            'D' => CodePoints.Digits.Complement(),
            'w' => CodePoints.WordCharacters,
            'W' => CodePoints.WordCharacters.Complement(),
            's' => CodePoints.Spaces,
            'S' => CodePoints.Spaces.Complement(),
            'p' => Property(ref at),
            'P' => Property(ref at).Complement(),
            't' => Single('\t'),
            'n' => Single('\n'),
            'v' => Single('\v'),
            'f' => Single('\f'),
            'r' => Single('\r'),
            'b' => Single('\b'),
            '0' when at < text.Length && char.IsAsciiDigit(text[at]) => throw wrong("has an octal escape; use \\x"),
            '0' => Single(0),
            'c' when at < text.Length && char.IsAsciiLetter(text[at]) => Single(text[at++] % 32),
            'x' => Single(Hex(ref at, 2)),
            'u' => Single(UnicodeEscape(ref at)),
            _ when char.IsAsciiLetterOrDigit(letter) => throw wrong($"has \\{letter}, which means nothing"),
            _ => Single(Before(ref at)),
        };
    }

    /// <summary>The character of an escape that stands for itself.</summary>
    private int Before(ref int at)
    {
        at--;
        return Character(ref at);
    }

    private CodePoints Property(ref int at)
    {
        var close = at < text.Length && text[at] == '{' ? text.IndexOf('}', at) : -1;
        if (close < 0) throw wrong("has \\p without {name}");
        var name = text[(at + 1)..close];
        at = close + 1;
        foreach (var prefix in (string[])["General_Category=", "gc="])
            if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name[prefix.Length..];
        if (name == "Any") return CodePoints.All;
        var letters = _longNames.GetValueOrDefault(name, name);
        var set = letters.Length is 1 or 2 ? CodePoints.Category(letters) : CodePoints.None;
        spend(set.Ranges.Length);
        return set.Ranges.Length > 0 ? set : throw wrong($"has \\p{{{name}}}; only general categories are supported");
    }

    private int UnicodeEscape(ref int at)
    {
        if (at < text.Length && text[at] == '{')
        {
            var close = text.IndexOf('}', at);
            if (close < 0 || close - at is < 2 or > 7) throw wrong("has \\u{ without one to six digits and }");
            at++;
            var code = Hex(ref at, close - at);
            at++;
            return Rune.IsValid(code) ? code : throw wrong($"has \\u{{{code:X}}}, which is no character");
        }
        var unit = (char)Hex(ref at, 4);
        if (!char.IsSurrogate(unit)) return unit;
        if (char.IsHighSurrogate(unit) && text.AsSpan(at).StartsWith("\\u", StringComparison.Ordinal))
        {
            at += 2;
            var low = (char)Hex(ref at, 4);
            if (char.IsLowSurrogate(low)) return char.ConvertToUtf32(unit, low);
        }
        throw wrong("has half a surrogate pair");
    }

    private int Hex(ref int at, int digits)
    {
        if (at + digits > text.Length || !int.TryParse(
            text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw wrong($"has an escape without its {digits} hexadecimal digits");
        at += digits;
        return value;
    }
}
