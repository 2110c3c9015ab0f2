using System.Globalization;
using System.Text.Json.Nodes;

namespace Jaram.Exchange.Families;

/// <summary>Numbers as Python's readers want them: what is no count has a point or an exponent, so that 1 stays
/// 1.0.</summary>
internal static class JsonNumbers
{
    /// <summary>A number that is no count.</summary>
    public static JsonNode Real(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0")!;
    }
}
