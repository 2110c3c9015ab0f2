// Source: lm_eval/models/api_models.py (generate_until): the context keeps its end, and room for the answer. Where the
// answer would leave none, which the harness has no rule for, it gets half of what the model can read.

using System.Collections.Immutable;

namespace Jaram.Assay.Tasks.Asking;

/// <summary>Makes room for an answer.</summary>
internal static class Cutting
{
    /// <summary>A context that leaves room, tokens of the answer, and how many the context lost at its
    /// beginning.</summary>
    /// <param name="tokens">The context.</param>
    /// <param name="longest">Tokens that the model can read.</param>
    /// <param name="answer">Tokens of the answer that are asked for.</param>
    public static (ImmutableArray<int> Tokens, int Answer, int Cut) Of(
        ImmutableArray<int> tokens, int longest, int answer)
    {
        if (answer >= longest - 1) answer = longest / 2;
        var cut = Math.Max(0, tokens.Length - (longest - 1 - answer));
        return (tokens[cut..], answer, cut);
    }
}
