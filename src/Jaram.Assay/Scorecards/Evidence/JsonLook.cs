// Looks into results that may lack anything: what is not there is not guessed.
// Source: ours.

using System.Text.Json;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>Reads members that may be missing.</summary>
internal static class JsonLook
{
    extension(JsonElement json)
    {
        /// <summary>The member's text; "" if it has none.</summary>
        public string Text(string name) =>
            json.TryMember(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

        /// <summary>Whether the member is true.</summary>
        public bool Is(string name) => json.TryMember(name, out var value) && value.ValueKind == JsonValueKind.True;

        /// <summary>The members of a list; none if it is none.</summary>
        public IReadOnlyList<JsonElement> List(string name) =>
            json.TryMember(name, out var value) && value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray()] : [];

        /// <summary>The texts of a list.</summary>
        public IReadOnlyList<string> Texts(string name) => [.. json.List(name)
            .Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)];

        /// <summary>Finds a member of an object.</summary>
        public bool TryMember(string name, out JsonElement value)
        {
            value = default;
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value);
        }

        /// <summary>Finds a number that fits a decimal.</summary>
        public bool TryNumber(string name, out decimal value)
        {
            value = 0;
            return json.TryMember(name, out var found) && found.ValueKind == JsonValueKind.Number
                && found.TryGetDecimal(out value);
        }
    }
}
