using System.Security.Cryptography;

namespace Jaram.Tokenizers;

/// <summary>All that makes a tokenizer, checked.</summary>
internal sealed record TokenizerParts
{
    /// <summary>The tokens.</summary>
    public required TokenTable Table { get; init; }

    /// <summary>How text is cut.</summary>
    public required PieceRule Rule { get; init; }

    /// <summary>What is done to text before.</summary>
    public required TextForm Form { get; init; }

    /// <summary>Tokens beside those of the text, in the order of their ids.</summary>
    public required IReadOnlyList<AddedToken> Added { get; init; }

    /// <summary>Those that are looked for only after text has its form.</summary>
    public IReadOnlySet<int> Late { get; init; } = new HashSet<int>();

    /// <summary>The token that begins a text, if there is one.</summary>
    public required int? Begin { get; init; }

    /// <summary>The model was raised on texts that begin with it.</summary>
    public required bool IsBegun { get; init; }

    /// <summary>Tokens that end a turn or a text.</summary>
    public required IReadOnlyList<int> Ends { get; init; }

    /// <summary>The token that fills up a row, if there is one.</summary>
    public required int? Pad { get; init; }

    /// <summary>How conversations are laid out.</summary>
    public required ChatLayout Layout { get; init; }

    /// <summary>The chat template that came with it; empty when none did.</summary>
    public string Template { get; init; } = "";

    /// <summary>Trained by Jaram.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The GGUF keys that it was read from, if it was.</summary>
    public GgufTokenizer? Gguf { get; init; }

    /// <summary>Writes tokenizer.json.</summary>
    public required Func<byte[]> Write { get; init; }

    /// <summary>Reckons the digest.</summary>
    public required Func<string> Digest { get; init; }

    /// <summary>A tokenizer of our own.</summary>
    public static TokenizerParts Of(Vocabulary own) => new()
    {
        Table = own.Table, Rule = PieceRule.Own, Form = new(IsNfc: true, SpaceMarks.None, StripsSpace: false),
        Added = SpecialTokens.Tokens, Begin = Tokenizer.Bos, IsBegun = true, Ends = [Tokenizer.End],
        Pad = Tokenizer.Pad, Layout = ChatLayout.Own, Template = ChatTemplate.Jinja, IsOwn = true,
        Write = () => TokenizerJson.Write(own),
        Digest = () => Convert.ToHexStringLower(SHA256.HashData(TokenizerJson.Write(own))),
    };
}
