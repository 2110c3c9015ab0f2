using System.Collections.Immutable;
using System.Globalization;

namespace Jaram.Training.Data;

/// <summary>What is dropped before training.</summary>
public sealed record CleaningOptions
{
    /// <summary>Shorter texts are dropped; in code points, 1 (only empty texts go).</summary>
    public int MinCharacters { get; init => field = NotNegative(value, nameof(MinCharacters)); } = 1;

    /// <summary>Longer texts are dropped; in code points, no limit.</summary>
    public int MaxCharacters { get; init => field = NotNegative(value, nameof(MaxCharacters)); } = int.MaxValue;

    /// <summary>Scripts that are wanted; empty for all.</summary>
    public ImmutableArray<Script> Scripts { get; init; } = [];

    /// <summary>With <see cref="Scripts"/>: the share of a text's letters that must be in them, in [0, 1]; a half.
    /// Texts without letters pass.</summary>
    public double MinScriptShare { get; init => field = Share(value, nameof(MinScriptShare)); } = 0.5;

    /// <summary>Drop texts that differ from an earlier one only in white space, case or composition; on.</summary>
    public bool ExactDuplicates { get; init; } = true;

    /// <summary>Drop long texts that are nearly an earlier one; on.
    /// Turn it off for text made from templates, where one other name is another fact.</summary>
    public bool NearDuplicates { get; init; } = true;

    /// <summary>How alike near duplicates are at least: Jaccard similarity of their 5-grams of characters as MinHash
    /// estimates it (standard error 0.035 at 0.8), in (0, 1]; 0.8.</summary>
    public double NearDuplicateSimilarity
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw OutOf("above 0 and at most 1", value, nameof(NearDuplicateSimilarity));
    } = 0.8;

    /// <summary>Only texts of at least so many characters, white space squeezed, can be near duplicates; 400.
    /// In a review or a sentence of the built-in village a single word is the whole news, and at that length a changed
    /// word still leaves most 5-grams alike.</summary>
    public int NearDuplicateMinCharacters
    {
        get;
        init => field = NotNegative(value, nameof(NearDuplicateMinCharacters));
    } = 400;

    private static int NotNegative(int value, string name) =>
        value >= 0 ? value : throw new DataException($"{name} must not be negative, got {value}");

    private static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw OutOf("from 0 to 1", value, name);

    private static DataException OutOf(string range, double value, string name) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name} must be {range}, got {value}"));
}
