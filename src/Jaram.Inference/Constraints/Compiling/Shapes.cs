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

/// <summary>One way to write an object.</summary>
internal sealed class ObjectShape
{
    /// <summary>The named properties, in the order in which they are written.</summary>
    public List<Slot> Slots { get; } = [];

    /// <summary>What other names there may be: one automaton whose labels tell which of <see cref="RestValues"/> goes
    /// with a name; none if any name is free.</summary>
    public List<Dfa> RestNames { get; } = [];

    /// <summary>The values of other properties; none if there are no others.</summary>
    public List<ValueShape> RestValues { get; } = [];

    public int Least { get; init; }

    public int Most { get; init; } = int.MaxValue;

    public long Shortest { get; set; } = ValueShape.Never;

    /// <summary>A property with a name of its own.</summary>
    /// <param name="Name">As it is spelled, with its quotes.</param>
    /// <param name="IsRequired">Whether it must be there.</param>
    /// <param name="Value">What it may be.</param>
    internal sealed record Slot(byte[] Name, bool IsRequired, ValueShape Value);
}

/// <summary>One way to write a list.</summary>
internal sealed class ListShape
{
    /// <summary>The first items, each in its place.</summary>
    public List<ValueShape> Prefix { get; } = [];

    /// <summary>What all further items may be.</summary>
    public ValueShape Rest { get; init; } = new();

    /// <summary>Texts of which each may be an item once; if there are any, they take the place of the rest.</summary>
    public List<byte[]> Distinct { get; } = [];

    public int Least { get; init; }

    public int Most { get; init; } = int.MaxValue;

    public long Shortest { get; set; } = ValueShape.Never;
}
