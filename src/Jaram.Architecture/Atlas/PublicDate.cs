// A day, a month or a year: what is known of when something became public.
// Source: RFC 3339, section 5.6 (full-date), shortened from the right where less is known.

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Architecture.Atlas;

/// <summary>When something became public, as exactly as that is known.</summary>
/// <param name="First">The earliest day that it may have been.</param>
/// <param name="Last">The latest day that it may have been.</param>
[JsonConverter(typeof(PublicDateText))]
public readonly record struct PublicDate(DateOnly First, DateOnly Last)
{
    /// <summary>Reads <c>2026</c>, <c>2026-01</c> or <c>2026-01-02</c>.</summary>
    /// <exception cref="DesignException">It is none of these.</exception>
    public static PublicDate Parse(string text)
    {
        if (Day(text, "yyyy-MM-dd") is { } day) return new(day, day);
        if (Day(text, "yyyy-MM") is { } month) return new(month, month.AddMonths(1).AddDays(-1));
        if (Day(text, "yyyy") is { } year) return new(year, year.AddYears(1).AddDays(-1));
        throw new DesignException($"must be a date, got {Must.Quoted(text)}; write 2026-01-02, 2026-01 or 2026");
    }

    /// <summary>Whether all days that this may have been come before all that the other may have been.</summary>
    public bool IsBefore(PublicDate other) => Last < other.First;

    /// <inheritdoc/>
    public override string ToString() => First.ToString(
        First == Last ? "yyyy-MM-dd" : First.Month == Last.Month ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}

/// <summary>Dates as text.</summary>
internal sealed class PublicDateText : JsonConverter<PublicDate>
{
    /// <inheritdoc/>
    public override PublicDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? PublicDate.Parse(reader.GetString()!)
            : throw new DesignException(
                $"must be a date in quotes, got {Diagnosis.Shown(ref reader)}; write \"2026-01-02\"");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PublicDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
