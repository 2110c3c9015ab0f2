using System.Runtime.CompilerServices;

namespace Jaram.Tokenizers;

/// <summary>What fixes a tokenizer besides its text, and how many threads may work on it.</summary>
public sealed record BpeRecipe
{
    /// <summary>Most tokens, the 6 special ones and 256 bytes included: 262 to 1,048,576. There will be fewer if the
    /// text has no more pairs worth joining.</summary>
    public required int Vocabulary
    {
        get;
        init => field = Within(value, Tokenizers.Vocabulary.FirstMerge, TokenTable.MostTokens);
    }

    /// <summary>A pair seen less often than this is not joined: 1 or more, 2 if not set.</summary>
    public int MinimumCount { get; init => field = Within(value, 1, int.MaxValue); } = 2;

    /// <summary>Threads that read text, 1 to 1,024; as many as there are processors if not set. The tokenizer does
    /// not depend on it.</summary>
    public int Threads { get; init => field = Within(value, 1, 1024); } = Environment.ProcessorCount;

    private static int Within(int value, int least, int most, [CallerMemberName] string name = "") =>
        value >= least && value <= most
            ? value
            : throw new TokenizerException($"{name} is {value}, it must be from {least} to {most}.");
}
