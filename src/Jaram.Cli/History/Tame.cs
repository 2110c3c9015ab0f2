// Text out of files, fit for a terminal: what moves the cursor, colours, rings or turns the direction of what follows
// is shown as its number.
// Source: ECMA-48 (control functions); Unicode Standard Annex #9, section 2 (directional formatting characters).

using System.Globalization;
using System.Text;

namespace Jaram.Cli.History;

/// <summary>Takes the sting out of other people's text.</summary>
internal static class Tame
{
    private const char Isolate = '\u2068', Release = '\u2069';

    /// <summary>On one line, without anything that a terminal obeys.</summary>
    public static string Line(string text)
    {
        StringBuilder? tame = null;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsHarmless(text[at]))
            {
                tame?.Append(text[at]);
                continue;
            }
            tame ??= new(text[..at]);
            tame.Append(text[at] is '\n' ? "⏎" : text[at] is '\t' ? " "
                : $"\\u{((int)text[at]).ToString("x4", CultureInfo.InvariantCulture)}");
        }
        return tame?.ToString() ?? text;
    }

    /// <summary>The same, its direction kept from what stands around it, and shortened in the middle of nothing that a
    /// reader sees as one character.</summary>
    /// <param name="text">Whatever.</param>
    /// <param name="most">Characters as readers count them.</param>
    public static string Quote(string text, int most)
    {
        var line = new StringInfo(Line(text));
        return Isolate + (line.LengthInTextElements <= most ? line.String
            : line.SubstringByTextElements(0, most) + "…") + Release;
    }

    private static bool IsHarmless(char c) => !char.IsControl(c)
        && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C'
            or '\u2028' or '\u2029' or '\uFEFF');
}
