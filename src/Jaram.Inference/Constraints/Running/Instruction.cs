namespace Jaram.Inference.Constraints;

/// <summary>What an instruction does.</summary>
internal enum Operation
{
    /// <summary>Reads given bytes.</summary>
    Literal,

    /// <summary>Reads a space or nothing.</summary>
    Space,

    /// <summary>Reads a value.</summary>
    Value,

    /// <summary>Reads the name of a property.</summary>
    Name,

    /// <summary>Goes on at any of several places.</summary>
    Choice,

    /// <summary>Adds one to the count of the object or list.</summary>
    Count,

    /// <summary>Goes on only if the count lies in a range.</summary>
    Guard,

    /// <summary>Goes on only if a bit is not set in the count, and sets it.</summary>
    Mark,

    /// <summary>Goes on only if so many bits are set in the count.</summary>
    Marked,

    /// <summary>Reads } or ] and ends the object or list.</summary>
    Close,

    /// <summary>The document is at its end.</summary>
    Done,
}

/// <summary>One step of a program. What a field means depends on the operation.</summary>
internal sealed class Instruction
{
    public required Operation Operation { get; init; }

    /// <summary>Where to go on.</summary>
    public int Next { get; set; } = -1;

    /// <summary>The bytes of a literal; the one byte that closes.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>Least count of a guard; the bit of a mark; the object or list that is closed.</summary>
    public int Least { get; init; }

    /// <summary>Most count of a guard; where a count stays.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Where a choice goes on; where a name goes on, by its label.</summary>
    public int[] Targets { get; set; } = [];

    /// <summary>Automata of the value or the name.</summary>
    public Dfa[] Scalars { get; init; } = [];

    /// <summary>Least and most characters of free texts; their numbers follow those of the automata.</summary>
    public (int Least, int Most)[] Texts { get; init; } = [];

    /// <summary>Where the objects and lists of the value begin; that place is also their name when they end.</summary>
    public int[] Objects { get; set; } = [];

    /// <inheritdoc cref="Objects"/>
    public int[] Lists { get; set; } = [];
}
