namespace Jaram.Inference.Constraints;

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
