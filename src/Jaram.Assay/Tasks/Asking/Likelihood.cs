// How likely a model holds a continuation after a context, cut into tokens as lm-evaluation-harness cuts it:
//
//   blanks at the end of the context move to the front of the continuation;
//   context and continuation are encoded as one text, the context alone too, and the tokens of the continuation are
//   those of the whole behind as many as the context alone has: a token that bridges both counts to the context;
//   an empty context is the token that begins a text (unless its id is 0, then the one that ends a text);
//   what is longer than the model can read, less one token, loses its beginning.
//
// Source: lm_eval/api/model.py (TemplateLM._encode_pair, loglikelihood), lm_eval/models/api_models.py
// (batch_loglikelihood_requests, prefix_token_id), lm_eval/models/openai_completions.py (parse_logprobs).

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Asking;

/// <summary>How likely a continuation is.</summary>
/// <param name="LogLikelihood">Sum of its tokens' natural logarithms.</param>
/// <param name="IsGreedy">Each of its tokens was the likeliest.</param>
/// <param name="Tokens">Its tokens; 0 where all of it melted into the context's last token.</param>
/// <param name="CutTokens">Tokens of the context that were left out.</param>
internal sealed record Likelihood(double LogLikelihood, bool IsGreedy, int Tokens, int CutTokens)
{
    /// <summary>Asks a model.</summary>
    /// <exception cref="EvaluationException">The continuation alone is longer than the model can read.</exception>
    /// <exception cref="SubjectException">It does not answer.</exception>
    public static async Task<Likelihood> OfAsync(
        ISubject subject, string context, string continuation, CancellationToken cancel)
    {
        var (before, after) = await EncodeAsync(subject, context, continuation, cancel);
        var room = subject.Longest - 1;
        var cut = Math.Max(0, before.Length + after.Length - room);
        if (cut >= before.Length)
            throw new EvaluationException(
                $"a continuation has {after.Length} tokens, the model can read {room} with at least "
                + "one of context; take a task with shorter answers");
        var tokens = before.AddRange(after)[cut..];
        if (after.IsEmpty) return new(0, true, 0, cut);
        var chances = await subject.ScoreAsync(tokens, before.Length - cut, cancel);
        return new(PythonSum.Of(chances.Select(chance => chance.LogProbability)),
            chances.All(chance => chance.IsLikeliest), after.Length, cut);
    }

    /// <summary>Cuts a context and its continuation into tokens.</summary>
    internal static async Task<(ImmutableArray<int> Context, ImmutableArray<int> Continuation)> EncodeAsync(
        ISubject subject, string context, string continuation, CancellationToken cancel)
    {
        var bare = PythonText.TrimEnd(context);
        var moved = context[bare.Length..] + continuation;
        if (bare == "")
            return ([await subject.PrefixAsync(cancel)], await subject.EncodeAsync(moved, cancel));
        var whole = await subject.EncodeAsync(bare + moved, cancel);
        var before = await subject.EncodeAsync(bare, cancel);
        return (before, before.Length < whole.Length ? whole[before.Length..] : []);
    }
}
