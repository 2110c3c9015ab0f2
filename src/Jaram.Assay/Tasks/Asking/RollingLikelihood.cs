// How likely a model holds a whole text, cut into windows as lm-evaluation-harness cuts it for an endpoint:
//
//   the first window begins behind the token that stands for an empty context;
//   each other begins behind the last token of the one before, so that no token is scored twice;
//   the last one is shorter, and reads as much of what stands before it as the model can.
//
// Source: lm_eval/utils.py (get_rolling_token_windows with context_len 1, make_disjoint_window), lm_eval/models/
// api_models.py (loglikelihood_rolling: a window is as long as the model can read, less two).

namespace Jaram.Assay.Tasks.Asking;

/// <summary>Asks for whole texts.</summary>
internal static class RollingLikelihood
{
    /// <summary>Asks a model.</summary>
    /// <exception cref="EvaluationException">The model cannot read even two tokens.</exception>
    /// <exception cref="SubjectException">It does not answer.</exception>
    public static async Task<Likelihood> OfAsync(ISubject subject, string text, CancellationToken cancel)
    {
        if (subject.Longest < 3)
            throw new EvaluationException($"{subject.Identity.Name}: can read {subject.Longest} tokens, windows over a "
                + "text need 3 or more; take a model with a longer context");
        var tokens = (await subject.EncodeAsync(text, cancel)).Insert(0, await subject.PrefixAsync(cancel));
        var (windows, isGreedy) = (new List<double>(), true);
        foreach (var (start, from, end) in Windows(tokens.Length - 1, subject.Longest - 2))
        {
            var chances = await subject.ScoreAsync(tokens[start..end], from - start, cancel);
            windows.Add(PythonSum.Of(chances.Select(chance => chance.LogProbability)));
            isGreedy &= chances.All(chance => chance.IsLikeliest);
        }
        return new(PythonSum.Of(windows), isGreedy, tokens.Length - 1, 0);
    }

    /// <summary>Windows over a text's tokens, the empty context's token before them.</summary>
    /// <param name="count">Tokens of the text.</param>
    /// <param name="longest">Tokens of a window that are scored at most.</param>
    /// <returns>Where a window begins, its first token that is scored, and the one behind its last.</returns>
    internal static IEnumerable<(int Start, int From, int End)> Windows(int count, int longest)
    {
        for (var done = 0; done < count; done += longest)
        {
            var end = Math.Min(done + longest, count) + 1;
            yield return (done == 0 ? 0 : end - 1 - longest, done + 1, end);
        }
    }
}
