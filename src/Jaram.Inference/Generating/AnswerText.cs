using Jaram.Tokenizers;

namespace Jaram.Inference.Generating;

/// <summary>An answer as text: tokens come in, whole characters come out, up to a text that ends it. For one
/// answer.</summary>
/// <param name="tokenizer">The model's.</param>
/// <param name="stops">Texts that end the answer, none empty; they are not part of it.</param>
public sealed class AnswerText(Tokenizer tokenizer, IReadOnlyList<string> stops)
{
    private readonly StreamDecoder _characters = new(tokenizer);
    private readonly StopFinder _stops = new(stops);

    /// <summary>Whether one of the texts came: nothing more comes.</summary>
    public bool IsStopped => _stops.IsFound;

    /// <summary>Takes a token and gives what is certain, perhaps nothing.</summary>
    /// <exception cref="TokenizerException">The id is not one of the tokenizer's.</exception>
    public string Push(int token) => _stops.Push(_characters.Push(token));

    /// <summary>Ends the answer and gives what was held back.</summary>
    public string End() => _stops.Push(_characters.End()) + _stops.End();
}
