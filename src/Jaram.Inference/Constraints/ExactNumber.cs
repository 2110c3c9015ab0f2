// Numbers as JSON writes them, exactly: a double would call 0.1 + 0.2 and 9007199254740993 what they are not.
// Source: RFC 8259, section 6.

using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>A decimal number, Digits / 10^Scale, in its one lowest form.</summary>
internal readonly record struct ExactNumber : IComparable<ExactNumber>
{
    /// <summary>Longer texts and larger exponents are refused: they only cost time.</summary>
    private const int MostCharacters = 1_000, MostExponent = 400;

    private ExactNumber(BigInteger digits, int scale) => (Digits, Scale) = (digits, scale);

    public BigInteger Digits { get; }

    /// <summary>How many digits stand behind the point.</summary>
    public int Scale { get; }

    public bool IsInteger => Scale == 0;

    public int Sign => Digits.Sign;

    /// <summary>The number without its sign.</summary>
    public ExactNumber Magnitude => new(BigInteger.Abs(Digits), Scale);

    /// <summary>The whole part, towards zero.</summary>
    public BigInteger Whole => Digits / BigInteger.Pow(10, Scale);

    /// <summary>The digits behind the point.</summary>
    public string Fraction => Scale == 0
        ? ""
        : BigInteger.Remainder(BigInteger.Abs(Digits), BigInteger.Pow(10, Scale))
            .ToString(CultureInfo.InvariantCulture).PadLeft(Scale, '0');

    /// <summary>Reads a number; false if it is none, or longer or larger than is read.</summary>
    public static bool TryRead(JsonElement element, out ExactNumber number)
    {
        number = default;
        if (element.ValueKind != JsonValueKind.Number) return false;
        var text = element.GetRawText();
        if (text.Length > MostCharacters) return false;
        var e = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = e < 0 ? text : text[..e];
        var exponent = 0;
        if (e >= 0 && !int.TryParse(text.AsSpan(e + 1), CultureInfo.InvariantCulture, out exponent)) return false;
        if (exponent is > MostExponent or < -MostExponent) return false;
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimEnd('0');
        if (significant is "" or "-") return true; // zero
        scale -= all.Length - significant.Length;
        var digits = BigInteger.Parse(significant, CultureInfo.InvariantCulture);
        number = scale >= 0 ? new(digits, scale) : new(digits * BigInteger.Pow(10, -scale), 0);
        return true;
    }

    /// <summary>The value in units of 10^-scale, if it is a whole number of them.</summary>
    public BigInteger InUnits(int scale) => Digits * BigInteger.Pow(10, scale - Scale);

    /// <summary>True if the number is a whole multiple of another, which is not 0.</summary>
    public bool IsMultipleOf(ExactNumber other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return (InUnits(scale) % other.InUnits(scale)).IsZero;
    }

    public int CompareTo(ExactNumber other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return InUnits(scale).CompareTo(other.InUnits(scale));
    }

    public override string ToString() =>
        $"{(Sign < 0 ? "-" : "")}{BigInteger.Abs(Whole)}{(Scale == 0 ? "" : "." + Fraction)}";
}
