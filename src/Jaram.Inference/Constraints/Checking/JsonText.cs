using System.Text;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>JSON values as text, and back.</summary>
internal static class JsonText
{
    /// <summary>The JSON string of a text.</summary>
    public static JsonElement Of(string text)
    {
        using var document = JsonDocument.Parse(StringAutomata.Spell(text));
        return document.RootElement.Clone();
    }

    /// <summary>How a value without parts is written.</summary>
    public static byte[] Spell(JsonElement scalar) => scalar.ValueKind == JsonValueKind.String
        ? StringAutomata.Spell(scalar.GetString()!)
        : Encoding.ASCII.GetBytes(scalar.GetRawText());

    /// <summary>Reads a document; its strings can all be had.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="options">How deep it may be, and whether a name may come twice.</param>
    /// <exception cref="JsonException">It is no JSON, or there is half a surrogate pair in it.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> json, JsonDocumentOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(json, options);
            var root = document.RootElement.Clone();
            Touch(root);
            return root;
        }
        catch (InvalidOperationException e) // that is how a string that is no text is told
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static void Touch(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Touch(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Touch(property.Value);
                }
                break;
        }
    }
}
