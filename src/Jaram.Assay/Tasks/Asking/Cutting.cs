// Source: lm_eval/models/api_models.py (generate_until): the context keeps its end, and room for the answer.

using System.Collections.Immutable;

namespace Jaram.Assay.Tasks.Asking;

/// <summary>Makes room for an answer.</summary>
internal static class Cutting
{
    /// <summary>A context that leaves room, and how many tokens it lost at its beginning.</summary>
    /// <param name="tokens">The context.</param>
    /// <param name="longest">Tokens that the model can read.</param>
    /// <param name="answer">Tokens of the answer.</param>
    /// <exception cref="EvaluationException">The answer leaves no room.</exception>
    public static (ImmutableArray<int> Tokens, int Cut) Of(ImmutableArray<int> tokens, int longest, int answer)
    {
        var room = longest - 1 - answer;
        if (room <= 0)
            throw new EvaluationException($"an answer of {answer} tokens leaves no room in a context of {longest}; "
                + "set max_gen_toks lower");
        var cut = Math.Max(0, tokens.Length - room);
        return (tokens[cut..], cut);
    }
}
