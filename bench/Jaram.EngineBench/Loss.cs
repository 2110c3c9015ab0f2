using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Inference;
using Jaram.Inference.Caching;
using Jaram.Inference.Loading;
using Jaram.Inference.Weights;

namespace Jaram.EngineBench;

/// <summary>What a raised model loses by smaller weights and caches, on lines of a text that each stand alone.</summary>
internal static class Loss
{
    private static readonly string[] _weights = ["f32", "bf16", "int8", "int4", "int4-64"];

    /// <summary>Prints a line of JSON for each way to keep weights and cache; the first is the reference.</summary>
    public static void Measure(string folder, string path, int lines)
    {
        var model = UsableModel.Open(folder, new Disk());
        var most = model.Design.Context;
        int[][] texts = [.. File.ReadLines(path).Where(line => line.Length > 0).Take(lines)
            .Select(line => model.Tokenizer.EncodePrompt(line)).Select(ids => ids[..Math.Min(ids.Length, most)])];
        var reference = double.NaN;
        foreach (var (weights, cache) in Ways())
        {
            var nats = Nats(model, texts, weights, cache);
            reference = double.IsNaN(reference) ? nats : reference;
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                model = model.Name, weights, cache = cache.ToString(), lines = texts.Length,
                tokens = texts.Sum(ids => ids.Length - 1), nats, perplexity = Math.Exp(nats),
                loss = Math.Exp(nats - reference) - 1,
            }));
        }
    }

    private static IEnumerable<(string, CacheFormat)> Ways() =>
        _weights.Select(weights => (weights, CacheFormat.F32))
            .Concat(Enum.GetValues<CacheFormat>().Skip(1).Select(cache => ("f32", cache)))
            .Append(("int4", CacheFormat.Bits16));

    private static double Nats(UsableModel model, int[][] texts, string weights, CacheFormat cache)
    {
        using var engine = model.Weights.Start(model.Design,
            new() { Weights = WeightPlan.Of(weights), Cache = cache, CacheBytes = 1 << 28 }, _ => { });
        using var batch = new Batch();
        var (sum, count) = (0.0, 0L);
        foreach (var group in texts.Where(ids => ids.Length > 1).Chunk(16))
        {
            batch.Clear();
            var sequences = group.Select(_ => engine.Begin()).ToArray();
            var rows = group.Zip(sequences, (ids, text) => batch.Add(text, ids.AsSpan(..^1), Scored.All)).ToArray();
            engine.Run(batch);
            foreach (var (ids, row) in group.Zip(rows))
                for (var i = 1; i < ids.Length; i++) sum -= LogProbability(batch.Logits(row + i - 1), ids[i]);
            count += group.Sum(ids => ids.Length - 1);
            foreach (var text in sequences) text.Dispose();
        }
        return sum / count;
    }

    private static double LogProbability(ReadOnlySpan<float> scores, int token)
    {
        var (most, sum) = (float.NegativeInfinity, 0.0);
        foreach (var score in scores) most = Math.Max(most, score);
        foreach (var score in scores) sum += Math.Exp(score - most);
        return scores[token] - most - Math.Log(sum);
    }
}
