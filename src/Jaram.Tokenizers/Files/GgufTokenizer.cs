namespace Jaram.Tokenizers;

/// <summary>What a GGUF file says of its tokenizer, under the keys <c>tokenizer.ggml.*</c>. Lists that it does not have
/// are empty.</summary>
public sealed record GgufTokenizer
{
    /// <summary>What <see cref="Types"/> say.</summary>
    internal const int Normal = 1, Control = 3, UserDefined = 4, Unused = 5;

    /// <summary><c>model</c>: gpt2 or llama.</summary>
    public required string Model { get; init; }

    /// <summary><c>pre</c>: how text is cut; empty for llama.</summary>
    public string Pre { get; init; } = "";

    /// <summary><c>tokens</c>: names in the order of ids.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary><c>token_type</c>: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte.</summary>
    public IReadOnlyList<int> Types { get; init; } = [];

    /// <summary><c>scores</c>: of llama, the higher the sooner merged.</summary>
    public IReadOnlyList<float> Scores { get; init; } = [];

    /// <summary><c>merges</c>: of gpt2, two tokens with a space between.</summary>
    public IReadOnlyList<string> Merges { get; init; } = [];

    /// <summary><c>bos_token_id</c>, if there is one.</summary>
    public int? Begin { get; init; }

    /// <summary><c>eos_token_id</c>, <c>eot_token_id</c> and <c>eom_token_id</c>, those that are there.</summary>
    public IReadOnlyList<int> Ends { get; init; } = [];

    /// <summary><c>padding_token_id</c>, if there is one.</summary>
    public int? Pad { get; init; }

    /// <summary><c>add_bos_token</c>; null when it is not there.</summary>
    public bool? AddsBegin { get; init; }

    /// <summary><c>add_space_prefix</c>; null when it is not there.</summary>
    public bool? AddsSpace { get; init; }

    /// <summary><c>tokenizer.chat_template</c>: looked at, never run.</summary>
    public string Template { get; init; } = "";

    /// <summary>The same with unused tokens up to a size.</summary>
    /// <param name="size">Tokens of the model, as many as there are or more.</param>
    public GgufTokenizer Filled(int size)
    {
        var added = Enumerable.Range(Tokens.Count, size - Tokens.Count).ToList();
        return this with
        {
            Tokens = [.. Tokens, .. added.Select(UnusedName)],
            Types = Types.Count == 0 ? [] : [.. Types, .. added.Select(_ => Unused)],
            Scores = Scores.Count == 0 ? [] : [.. Scores, .. added.Select(_ => 0f)],
        };
    }

    /// <summary>What an id without a token is called.</summary>
    internal static string UnusedName(int id) => FormattableString.Invariant($"[PAD{id}]");
}
