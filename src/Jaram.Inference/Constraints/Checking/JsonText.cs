using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Texts as JSON values.</summary>
internal static class JsonText
{
    /// <summary>The JSON string of a text.</summary>
    public static JsonElement Of(string text)
    {
        using var document = JsonDocument.Parse(StringAutomata.Spell(text));
        return document.RootElement.Clone();
    }
}
