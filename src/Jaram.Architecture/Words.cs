using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Architecture;

/// <summary>Enumerations are words in a file, never numbers; flags stand in one text, as in <c>a, c</c>.</summary>
internal sealed class Words<T> : JsonConverter<T> where T : struct, Enum
{
    private static readonly bool _combine = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);

    private static readonly Dictionary<string, T> _values =
        Enum.GetValues<T>().ToDictionary(value => Must.Word(value), StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        var words = _combine ? text.Split(',', StringSplitOptions.TrimEntries) : [text];
        if (Array.Find(words, word => !_values.ContainsKey(word)) is { } wrong)
            throw new DesignException($"must be {(_combine ? "made of" : "one of")} {string.Join(", ", _values.Keys)}, "
                + $"got {(wrong == "" ? Diagnosis.Shown(ref reader) : Must.Quoted(wrong))}; use one of these words");
        var sum = words.Aggregate(0, (sum, word) => sum | Convert.ToInt32(_values[word], null));
        return (T)Enum.ToObject(typeof(T), sum);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Must.Word(value));
}
