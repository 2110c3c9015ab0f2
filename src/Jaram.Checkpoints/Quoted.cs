using System.Text.Encodings.Web;

namespace Jaram.Checkpoints;

/// <summary>Text out of a file, made fit for a message: it may be hostile.</summary>
public static class Quoted
{
    private const int Longest = 80;

    /// <summary>The text in quotes, on one line, control characters escaped, shortened beyond 80 characters.</summary>
    public static string Of(string text)
    {
        var head = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        return $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(head)}\"";
    }
}
