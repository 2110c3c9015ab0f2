// The reference decoder: one token at a time through the training blocks, with their cache. Slow and plain; the fast
// engine is measured against it.
// Source: ours.

using Jaram.Tokenizers;
using Jaram.Training.Blocks;
using static TorchSharp.torch;

namespace Jaram.Training.Generating;

/// <summary>Lets a model write.</summary>
/// <param name="model">The model, not being trained meanwhile.</param>
/// <param name="tokenizer">Its tokenizer.</param>
public sealed class Generator(Decoder model, Tokenizer tokenizer)
{
    /// <summary>Goes on from a prompt, piece by piece, until the end token, a stop text or the most tokens.</summary>
    /// <param name="prompt">Ids, 1 or more.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <returns>Text as it becomes whole characters.</returns>
    public IEnumerable<string> Write(IReadOnlyList<int> prompt, SamplingOptions options)
    {
        var (stream, held) = (new StreamDecoder(tokenizer), "");
        foreach (var id in Tokens(prompt, options))
        {
            held += stream.Push(id);
            var (stopped, safe) = Stop(held, options.Stop);
            if (safe.Length > 0) yield return safe;
            if (stopped) yield break;
            held = held[safe.Length..];
        }
        held += stream.End();
        if (held.Length > 0) yield return Stop(held, options.Stop) is (true, var whole) ? whole : held;
    }

    /// <summary>The ids that follow a prompt, the end token left out.</summary>
    /// <param name="prompt">Ids, 1 or more.</param>
    /// <param name="options">How tokens are chosen.</param>
    public IEnumerable<int> Tokens(IReadOnlyList<int> prompt, SamplingOptions options)
    {
        using var cache = new Cache();
        var (sampler, text) = (new Sampler(options), new List<int>(prompt));
        IReadOnlyList<int> next = prompt;
        for (var made = 0; made < options.MaxTokens; made++)
        {
            var id = sampler.Draw(Scores(next, cache), text);
            if (tokenizer.IsEnd(id)) yield break;
            yield return id;
            text.Add(id);
            next = [id];
        }
    }

    /// <summary>Scores of the token after the last one.</summary>
    private float[] Scores(IReadOnlyList<int> ids, Cache cache)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var pass = new Pass(cache);
        var row = tensor([.. ids.Select(id => (long)id)], device: model.Head.device).unsqueeze(0);
        var hidden = model.Hidden(row, pass);
        cache.Advance(ids.Count);
        return model.Logits(hidden.narrow(1, ids.Count - 1, 1)).flatten().cpu().data<float>().ToArray();
    }

    /// <summary>Whether a stop text is complete, and what may be shown: nothing that could still become one.</summary>
    private static (bool Stopped, string Safe) Stop(string held, IReadOnlyList<string> stops)
    {
        var found = stops.Select(stop => held.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).ToList();
        if (found.Count > 0) return (true, held[..found.Min()]);
        var open = stops.Select(stop => Enumerable.Range(1, stop.Length)
            .LastOrDefault(n => held.EndsWith(stop[..n], StringComparison.Ordinal))).DefaultIfEmpty(0).Max();
        return (false, held[..^open]);
    }
}
