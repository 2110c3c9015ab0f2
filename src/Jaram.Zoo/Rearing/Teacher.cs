// What a model writes if it is left to itself: texts drawn token by token from its own chances.
// Source: distillation from samples, as in sequence-level distillation, arXiv:1606.07947, section 3.2.

using Jaram.Inference;
using Jaram.Inference.Caching;
using Jaram.Inference.Generating;
using Jaram.Tokenizers;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Rearing;

/// <summary>Lets an animal write.</summary>
internal static class Teacher
{
    private const int AtOnce = 48;

    /// <summary>Writes texts; the same ones whatever the number of threads.</summary>
    /// <param name="body">Who writes.</param>
    /// <param name="texts">How many texts.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Ids without those that begin and end a text.</returns>
    public static IReadOnlyList<int[]> Write(Body body, int texts, int threads, CancellationToken stop)
    {
        using var engine = Engine.Load(body.Design, body.Source(), new() { Threads = threads, CacheBytes = 1 << 28 });
        var written = new List<int[]>();
        while (written.Count < texts)
        {
            stop.ThrowIfCancellationRequested();
            written.AddRange(Write(engine, written.Count, Math.Min(AtOnce, texts - written.Count)));
        }
        return written;
    }

    private static IEnumerable<int[]> Write(Engine engine, int from, int count)
    {
        var texts = Enumerable.Range(0, count).Select(_ => new List<int> { Tokenizer.Bos }).ToList();
        List<Sequence> sequences = [.. texts.Select(_ => engine.Begin())];
        List<Sampler> samplers = [.. texts.Select((_, at) => new Sampler(
            new() { Temperature = 1, Seed = (ulong)(from + at) }, engine.Design.Vocabulary))];
        using var batch = new Batch();
        List<int> open = [.. Enumerable.Range(0, count)];
        for (var length = 1; length < engine.Design.Context && open.Count > 0; length++)
        {
            batch.Clear();
            foreach (var at in open) batch.Add(sequences[at], [texts[at][^1]], Scored.Last);
            engine.Run(batch);
            foreach (var (row, at) in open.Index())
                texts[at].Add(samplers[at].Draw(batch.Logits(row), length - 1));
            open.RemoveAll(at => texts[at][^1] is Tokenizer.Bos or Tokenizer.Pad);
        }
        foreach (var sequence in sequences) sequence.Dispose();
        return texts.Select(text => text.Skip(1).TakeWhile(id => id is not (Tokenizer.Bos or Tokenizer.Pad)).ToArray())
            .Where(ids => ids.Length > 0);
    }
}
