namespace Jaram.Inference.Constraints;

/// <summary>All ways to write one value.</summary>
internal sealed class ValueShape
{
    /// <summary>The length of what cannot be written at all.</summary>
    public const long Never = 1L << 40;

    /// <summary>Values without parts, and strings with their quotes.</summary>
    public List<Dfa> Scalars { get; } = [];

    /// <summary>Strings of any characters, so many.</summary>
    public List<(int Least, int Most)> Texts { get; } = [];

    public List<ObjectShape> Objects { get; } = [];

    public List<ListShape> Lists { get; } = [];

    /// <summary>Bytes of the shortest value; <see cref="Never"/> if there is none.</summary>
    public long Shortest { get; set; } = Never;

    public bool IsWritable => Shortest < Never;
}
