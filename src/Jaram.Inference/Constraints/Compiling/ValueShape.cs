namespace Jaram.Inference.Constraints;

/// <summary>All ways to write one value.</summary>
internal sealed class ValueShape
{
    /// <summary>The length of what cannot be written at all.</summary>
    public const long Never = 1L << 40;

    /// <summary>More ways to write a string or a number than this, and more to write an object or a list, are refused:
    /// each is followed byte by byte.</summary>
    private const int MostTexts = 64, MostParts = 1_024;

    /// <summary>Values without parts, and strings with their quotes.</summary>
    public List<Dfa> Scalars { get; } = [];

    /// <summary>Strings of any characters, so many.</summary>
    public List<(int Least, int Most)> Texts { get; } = [];

    public List<ObjectShape> Objects { get; } = [];

    public List<ListShape> Lists { get; } = [];

    /// <summary>Bytes of the shortest value; <see cref="Never"/> if there is none.</summary>
    public long Shortest { get; set; } = Never;

    public bool IsWritable => Shortest < Never;

    /// <summary>Leaves out what is there twice.</summary>
    /// <param name="pointer">The place in the schema it is made for.</param>
    /// <exception cref="SchemaException">There is still too much.</exception>
    public void Simplify(string pointer)
    {
        List<Dfa> scalars = [.. Scalars.Where(automaton => !automaton.IsEmpty).Distinct()];
        Scalars.Clear();
        Scalars.AddRange(scalars);
        List<(int Least, int Most)> lengths = [.. Texts.Order()];
        Texts.Clear();
        foreach (var (least, most) in lengths)
        {
            if (Texts.Count > 0 && least <= (long)Texts[^1].Most + 1)
                Texts[^1] = (Texts[^1].Least, Math.Max(most, Texts[^1].Most));
            else
                Texts.Add((least, most));
        }
        if (Scalars.Count + Texts.Count > MostTexts)
            throw new SchemaException(pointer, $"has {Scalars.Count + Texts.Count} alternatives of strings and numbers"
                + $" for one value; at most {MostTexts} are held to");
        if (Objects.Count + Lists.Count > MostParts)
            throw new SchemaException(pointer, $"has {Objects.Count + Lists.Count:N0} alternatives of objects and lists"
                + $" for one value; at most {MostParts:N0} are held to");
    }
}
