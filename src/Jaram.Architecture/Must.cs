using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Jaram.Architecture;

/// <summary>The checks that records make when a value is set: key, value, bound, remedy.</summary>
internal static class Must
{
    private const int LongestQuote = 60;

    public static int BePositive(int value, [CallerMemberName] string key = "") =>
        value > 0 ? value : throw Refusal(key, value, "must be positive", "use 1 or more");

    public static int NotBeNegative(int value, [CallerMemberName] string key = "") =>
        value >= 0 ? value : throw Refusal(key, value, "must not be negative", "use 0 to leave it out");

    public static long NotBeNegative(long value, [CallerMemberName] string key = "") =>
        value >= 0 ? value : throw Refusal(key, value, "must not be negative", "use 0 to leave it out");

    public static int BeEven(int value, [CallerMemberName] string key = "") =>
        BePositive(value, key) % 2 == 0
            ? value
            : throw Refusal(key, value, "must be even", string.Create(Invariant, $"use {Math.Max(2, value - 1)}"));

    public static double BePositive(double value, [CallerMemberName] string key = "") =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw Refusal(key, value, "must be positive and finite", "use a number above 0");

    public static double NotBeNegative(double value, [CallerMemberName] string key = "") =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw Refusal(key, value, "must be finite and not negative", "use 0 to leave it out");

    public static string BeFilled(string value, [CallerMemberName] string key = "") =>
        !string.IsNullOrWhiteSpace(value)
            ? value
            : throw Refusal(key, "an empty text", "must say something", "write one line");

    /// <summary>A value that another one must divide.</summary>
    public static void BeMultiple(string key, int value, string ofKey, int of)
    {
        if (value % of == 0) return;
        var (below, above) = (value / of * of, (value / of + 1L) * of);
        throw Refusal(key, value, string.Create(Invariant, $"must be a multiple of {Name(ofKey)} ({of})"),
            string.Create(Invariant, $"use {(below > 0 ? $"{below} or " : "")}{above}"));
    }

    /// <summary>A value that another one bounds from above.</summary>
    public static void BeAtMost(string key, int value, string ofKey, int most)
    {
        if (value > most)
            throw Refusal(key, value, string.Create(Invariant, $"must be at most {Name(ofKey)} ({most})"),
                string.Create(Invariant, $"use {most} or less"));
    }

    /// <summary>A value that must exceed another one.</summary>
    public static void BeAbove(string key, double value, string ofKey, double floor)
    {
        if (value <= floor)
            throw Refusal(key, value, string.Create(Invariant, $"must be above {Name(ofKey)} ({floor})"),
                "make it larger, or the other smaller");
    }

    public static DesignException Refusal(string key, object value, string bound, string remedy) =>
        new(string.Create(Invariant,
            $"{Name(key)} {bound}, got {(value is Enum word ? Word(word) : value)}; {remedy}"));

    /// <summary>Runs checks whose refusals then name the place.</summary>
    public static void At(string place, Action check)
    {
        try { check(); }
        catch (DesignException wrong)
        {
            throw new DesignException(wrong.Message, wrong.Path is null ? place : $"{place}.{wrong.Path}");
        }
    }

    /// <summary>The key as it stands in the file.</summary>
    public static string Name(string key) => JsonNamingPolicy.CamelCase.ConvertName(key);

    /// <summary>An enumeration's value as it stands in the file.</summary>
    public static string Word(Enum value) => string.Join(", ", value.ToString().Split(", ").Select(Name));

    /// <summary>A text from the file in quotes, on one line, cut where it grows long.</summary>
    public static string Quoted(string text) =>
        $"'{OneLine(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…")}'";

    /// <summary>The text without line breaks and other control characters.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;
}
