using System.Globalization;

namespace Jaram.Training.Data;

/// <summary>One text as it was found: the unit that is judged, split into training and held-out, and blamed.</summary>
public sealed record Document
{
    /// <summary>What it says.</summary>
    public required Content Content { get; init; }

    /// <summary>Where it was found.</summary>
    public required Place Place { get; init; }

    /// <summary>The collection it says it comes from (JSON field "source"); empty if it does not say.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Its name in that collection (JSON field "id"); empty if it does not say.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its language by its own account, such as "ko"; empty if it does not say.</summary>
    public string Language { get; init; } = "";

    /// <summary>Its licence by its own account, such as "CC0-1.0"; empty if it does not say.</summary>
    public string Licence { get; init; } = "";
}

/// <summary>A file and the line or row in it, counted from 1.</summary>
/// <param name="File">The name in <see cref="CorpusFile.Name"/>: never a path of the machine.</param>
/// <param name="Line">The first line of the document, or its row in a table.</param>
public readonly record struct Place(string File, long Line)
{
    /// <summary>As compilers and editors write it: <c>file:line</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
