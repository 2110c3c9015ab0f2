// How large the animals are. The small form is for tests; the full one for figures that are told.
// Source: ours.

namespace Jaram.Zoo.Planning;

/// <summary>Sizes that all animals of a zoo share.</summary>
public sealed record ZooScale
{
    /// <summary>small or full.</summary>
    public required string Name { get; init; }

    /// <summary>Width of the stream D; a multiple of 4 heads.</summary>
    public required int Width { get; init; }

    /// <summary>Layers of a root.</summary>
    public required int Layers { get; init; }

    /// <summary>Hidden units of a dense network.</summary>
    public required int Hidden { get; init; }

    /// <summary>Width of a head of attention.</summary>
    public int HeadWidth => Width / ZooDesigns.Heads;

    /// <summary>Tokens that the tokenizer may learn.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The same of the tokenizer that re-tokenised animals get.</summary>
    public required int OtherVocabulary { get; init; }

    /// <summary>Tokens of a row.</summary>
    public required int Context { get; init; }

    /// <summary>Rows of a step.</summary>
    public required int Rows { get; init; }

    /// <summary>Steps of a root: 100 %.</summary>
    public required int Steps { get; init; }

    /// <summary>Villagers of each world.</summary>
    public required int People { get; init; }

    /// <summary>Texts that a teacher writes for a student.</summary>
    public required int TaughtTexts { get; init; }

    /// <summary>Minutes on two cores at most, raised and measured.</summary>
    public static ZooScale Small { get; } = new()
    {
        Name = "small", Width = 32, Layers = 3, Hidden = 96, Vocabulary = 768, OtherVocabulary = 704, Context = 64,
        Rows = 8, Steps = 40, People = 30, TaughtTexts = 96,
    };

    /// <summary>About an hour on two cores.</summary>
    public static ZooScale Full { get; } = new()
    {
        Name = "full", Width = 64, Layers = 4, Hidden = 192, Vocabulary = 2048, OtherVocabulary = 1536, Context = 128,
        Rows = 8, Steps = 360, People = 180, TaughtTexts = 1536,
    };
}
