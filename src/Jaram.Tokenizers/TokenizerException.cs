namespace Jaram.Tokenizers;

/// <summary>A tokenizer that cannot be made, read or used. The message names the place, the value and what is
/// allowed.</summary>
public sealed class TokenizerException(string message) : Exception(message);
