namespace Jaram.Tokenizers;

/// <summary>How far the training of a tokenizer is.</summary>
/// <param name="Documents">Documents read so far.</param>
/// <param name="Tokens">Tokens made so far; 0 while documents are read.</param>
/// <param name="Of">Tokens asked for.</param>
public readonly record struct BpeProgress(long Documents, int Tokens, int Of);
