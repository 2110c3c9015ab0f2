using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Jaram.Architecture;

/// <summary>The checks that records make when a value is set: key, value, bound, remedy.</summary>
internal static class Must
{
    public static int BePositive(int value, [CallerMemberName] string key = "") =>
        value > 0 ? value : throw Refusal(key, value, "must be positive", "use 1 or more");

    public static int NotBeNegative(int value, [CallerMemberName] string key = "") =>
        value >= 0 ? value : throw Refusal(key, value, "must not be negative", "use 0 to leave it out");

    public static int BeEven(int value, [CallerMemberName] string key = "") =>
        BePositive(value, key) % 2 == 0
            ? value
            : throw Refusal(key, value, "must be even", string.Create(Invariant, $"use {value - 1} or {value + 1}"));

    public static double BePositive(double value, [CallerMemberName] string key = "") =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw Refusal(key, value, "must be a positive number", "use a number above 0");

    public static double NotBeNegative(double value, [CallerMemberName] string key = "") =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw Refusal(key, value, "must not be negative", "use 0 to leave it out");

    public static string BeFilled(string value, [CallerMemberName] string key = "") =>
        !string.IsNullOrWhiteSpace(value)
            ? value
            : throw Refusal(key, "an empty text", "must say something", "write one line");

    /// <summary>A value that another one must divide.</summary>
    public static void BeMultiple(string key, int value, string ofKey, int of)
    {
        if (value % of != 0)
            throw Refusal(key, value, string.Create(Invariant, $"must be a multiple of {Name(ofKey)} ({of})"),
                string.Create(Invariant, $"use {Math.Max(of, value / of * of)} or {(value / of + 1) * of}"));
    }

    /// <summary>A value that another one bounds from above.</summary>
    public static void BeAtMost(string key, int value, string ofKey, int most)
    {
        if (value > most)
            throw Refusal(key, value, string.Create(Invariant, $"must be at most {Name(ofKey)} ({most})"),
                string.Create(Invariant, $"use {most} or less"));
    }

    public static DesignException Refusal(string key, object value, string bound, string remedy) =>
        new(string.Create(Invariant, $"{Name(key)} {bound}, got {value}; {remedy}"));

    /// <summary>The key as it stands in the file.</summary>
    public static string Name(string key) => JsonNamingPolicy.CamelCase.ConvertName(key);

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;
}
