using Jaram.Tokenizers;

namespace Jaram.Inference.Generating;

/// <summary>Lets a model write text, one answer at a time.</summary>
/// <param name="engine">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="drafts">How drafts are made; they change no token.</param>
public sealed class Writer(Engine engine, Tokenizer tokenizer, Drafts drafts)
{
    /// <summary>Goes on from a prompt, piece by piece, until a token that ends, a text that ends, or the most tokens.
    /// </summary>
    /// <param name="prompt">Ids, 1 or more.</param>
    /// <param name="options">How tokens are chosen, and when the answer ends.</param>
    /// <returns>Text as it becomes whole characters; no piece is empty.</returns>
    /// <exception cref="InferenceException">The prompt is empty, or the cache is full.</exception>
    public IEnumerable<string> Write(IReadOnlyCollection<int> prompt, SamplingOptions options)
    {
        using var generator = new Generator(engine, prompt, options, drafts);
        var text = new AnswerText(tokenizer, options.Stop);
        for (var made = 0; made < options.MaxTokens && !text.IsStopped; made++)
        {
            var token = generator.Next();
            if (tokenizer.IsEnd(token)) break;
            if (text.Push(token) is { Length: > 0 } piece) yield return piece;
        }
        if (text.End() is { Length: > 0 } rest) yield return rest;
    }
}
