namespace Jaram.Inference.Constraints;

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
