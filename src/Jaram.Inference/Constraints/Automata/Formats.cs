// What the values of "format" are, as regular expressions.
// Source: JSON Schema 2020-12 validation, section 7.3, and the RFCs named below. Narrower than these where they need
// more than an expression can say: no leap second, no internationalised host, e-mail and URI in their everyday form.

namespace Jaram.Inference.Constraints;

/// <summary>The formats that can be held to.</summary>
internal static class Formats
{
    private const string Hour = @"(?:[01]\d|2[0-3])", Minute = @"[0-5]\d",
        Byte = @"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)",
        Label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", Hextet = "[0-9A-Fa-f]{1,4}",
        Escaped = "%[0-9A-Fa-f]{2}", UriCharacter = $@"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?\[\]]|{Escaped})";

    /// <summary>RFC 3339, with every month's days and leap years.</summary>
    private const string Date =
        @"(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
        + @"|02-(?:0[1-9]|1\d|2[0-8]))"
        + @"|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

    private const string Time = $@"{Hour}:{Minute}:{Minute}(?:\.\d+)?(?:[Zz]|[+-]{Hour}:{Minute})";

    private const string Days = @"(?:\d+D|\d+M(?:\d+D)?|\d+Y(?:\d+M(?:\d+D)?)?)",
        Times = @"T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)";

    private static readonly Dictionary<string, string> _patterns = new()
    {
        ["date"] = Date,
        ["time"] = Time,
        ["date-time"] = $"{Date}[Tt]{Time}",
        ["duration"] = $@"P(?:\d+W|{Days}(?:{Times})?|{Times})", // RFC 3339, appendix A
        ["uuid"] = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", // RFC 9562
        ["ipv4"] = $@"{Byte}(?:\.{Byte}){{3}}",
        ["ipv6"] = Ipv6(),
        ["hostname"] = $@"{Label}(?:\.{Label})*", // RFC 1123
        ["email"] = $@"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@{Label}(?:\.{Label})*",
        ["uri"] = $@"[A-Za-z][A-Za-z0-9+.-]*:{UriCharacter}+(?:#{UriCharacter}*)?", // RFC 3986
        ["uri-reference"] = $@"{UriCharacter}*(?:#{UriCharacter}*)?",
        ["json-pointer"] = @"(?:/(?:[^/~]|~[01])*)*", // RFC 6901
    };

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => _patterns.Keys;

    /// <summary>The expression that the whole of a text must match.</summary>
    public static bool TryGet(string name, out string pattern)
    {
        pattern = _patterns.TryGetValue(name, out var inside) ? $"^(?:{inside})$" : "";
        return pattern != "";
    }

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
