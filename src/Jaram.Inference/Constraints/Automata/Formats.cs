// What the values of "format" are, as regular expressions.
// Source: JSON Schema 2020-12 validation, section 7.3, and the RFCs named below. Narrower than these where they need
// more than an expression can say: no leap second, no internationalised host, e-mail and URI in their everyday form.

namespace Jaram.Inference.Constraints;

/// <summary>The formats that can be held to.</summary>
internal static class Formats
{
    private const string Hour = @"(?:[01]\d|2[0-3])", Minute = @"[0-5]\d",
        Byte = @"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)",
        Hextet = "[0-9A-Fa-f]{1,4}";

    /// <summary>RFC 1123: 253 characters at most, which three parts of any length never exceed, nor eight shorter ones.
    /// </summary>
    private const string LetterOrDigit = "[A-Za-z0-9]",
        Label = $"{LetterOrDigit}(?:[A-Za-z0-9-]{{0,61}}{LetterOrDigit})?",
        ShortLabel = $"{LetterOrDigit}(?:[A-Za-z0-9-]{{0,28}}{LetterOrDigit})?",
        Host = $@"(?:{Label}(?:\.{Label}){{0,2}}|{ShortLabel}(?:\.{ShortLabel}){{0,7}})";

    /// <summary>RFC 3986, appendix A, without hosts in brackets.</summary>
    private const string Name = @"[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2}",
        PathCharacter = $"(?:{Name}|[:@])", Segments = $"(?:/{PathCharacter}*)*",
        Authority = $@"//(?:(?:{Name}|:)*@)?(?:{Name})*(?::\d*)?{Segments}",
        Absolute = $"/(?:{PathCharacter}+{Segments})?",
        Behind = $@"(?:\?(?:{PathCharacter}|[/?])*)?(?:#(?:{PathCharacter}|[/?])*)?",
        Uri = $"[A-Za-z][A-Za-z0-9+.-]*:(?:{Authority}|{Absolute}|{PathCharacter}+{Segments}){Behind}",
        Relative = $"(?:{Authority}|{Absolute}|(?:{Name}|@)+{Segments})?{Behind}";

    /// <summary>RFC 3339, with every month's days and leap years.</summary>
    private const string Date =
        @"(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
        + @"|02-(?:0[1-9]|1\d|2[0-8]))"
        + @"|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

    private const string Time = $@"{Hour}:{Minute}:{Minute}(?:\.\d+)?(?:[Zz]|[+-]{Hour}:{Minute})";

    private const string Days = @"(?:\d+D|\d+M(?:\d+D)?|\d+Y(?:\d+M(?:\d+D)?)?)",
        Times = @"T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)";

    private static readonly Dictionary<string, Expression> _patterns = new Dictionary<string, string>
    {
        ["date"] = Date,
        ["time"] = Time,
        ["date-time"] = $"{Date}[Tt]{Time}",
        ["duration"] = $@"P(?:\d+W|{Days}(?:{Times})?|{Times})", // RFC 3339, appendix A
        ["uuid"] = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", // RFC 9562
        ["ipv4"] = $@"{Byte}(?:\.{Byte}){{3}}",
        ["ipv6"] = Ipv6(),
        ["hostname"] = Host,
        ["email"] = $@"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@{Host}",
        ["uri"] = Uri,
        ["uri-reference"] = $"{Uri}|{Relative}",
        ["json-pointer"] = @"(?:/(?:[^/~]|~[01])*)*", // RFC 6901
    }.ToDictionary(format => format.Key, format => Whole(format.Key, format.Value));

    /// <summary>The names of all.</summary>
    public static IReadOnlyCollection<string> Names => _patterns.Keys;

    /// <summary>The expressions of all.</summary>
    public static IEnumerable<Expression> All => _patterns.Values;

    /// <summary>The expression that the whole of a text must match.</summary>
    public static Expression Of(string name) => _patterns[name];

    private static Expression Whole(string name, string inside) =>
        new($"^(?:{inside})$", PatternParser.Parse($"^(?:{inside})$", name, new(long.MaxValue)));

    /// <summary>RFC 4291, section 2.2: eight groups; :: for a run of zeros once; the last two may be an IPv4 address.
    /// </summary>
    private static string Ipv6()
    {
        var last = $@"(?:{Hextet}:{Hextet}|{Byte}(?:\.{Byte}){{3}})";
        var forms = new List<string> { $"(?:{Hextet}:){{6}}{last}" };
        for (var before = 0; before <= 7; before++)
        {
            // `before` groups, ::, and at most 7 - before groups
            var head = before == 0 ? "" : $"{Hextet}(?::{Hextet}){{{before - 1}}}";
            var after = 7 - before;
            var tail = after == 0 ? "" : $"(?:{Hextet}(?::{Hextet}){{0,{after - 1}}})?";
            forms.Add($"{head}::{tail}");
            if (after >= 2) forms.Add($@"{head}::(?:{Hextet}:){{0,{after - 2}}}{Byte}(?:\.{Byte}){{3}}");
        }
        return string.Join('|', forms);
    }
}
