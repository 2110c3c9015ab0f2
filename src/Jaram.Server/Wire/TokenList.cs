namespace Jaram.Server.Wire;

/// <summary>Ids of a text.</summary>
internal sealed record TokenList(int[] Tokens, int Count);

/// <summary>A text of ids.</summary>
internal sealed record PlainText(string Prompt);

/// <summary>What other programs must know of the tokenizer.</summary>
internal sealed record TokenizerFacts(string? EosToken, string? BosToken, string? PadToken, string? ChatTemplate);
