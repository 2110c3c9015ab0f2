using Jaram.Checkpoints.Packing;
using Jaram.Inference;
using Jaram.Inference.Caching;
using Jaram.Inference.Weights;
using Jaram.Training.Blocks;
using Jaram.Training.Raising;

namespace Jaram.Training.Tests.Serving;

/// <summary>A model of the training blocks, in the engine.</summary>
internal sealed class Served : IDisposable
{
    public Served(Decoder model, CacheFormat cache, string weights = "f32", int threads = 2)
    {
        Weights = Checkpoint.Weights(model);
        Engine = Engine.Load(model.Design, new(Weights.Tensors, Weights.Bytes),
            new() { Weights = WeightPlan.Of(weights), Cache = cache, CacheBytes = 1 << 26, Threads = threads });
    }

    public HeldTensors Weights { get; }

    public Engine Engine { get; }

    public int[] Text(ulong seed, int tokens) =>
        [.. TinyModel.Text(Engine.Design, seed, 1, tokens).data<long>().Select(id => (int)id)];

    /// <summary>Scores after each token of a new text that is fed in chunks.</summary>
    public float[][] Scores(int[] text, int[] chunks)
    {
        using var sequence = Engine.Begin();
        return Scores(sequence, text, chunks);
    }

    public float[][] Scores(Sequence sequence, int[] text, int[] chunks)
    {
        using var batch = new Batch();
        var (scores, at) = (new List<float[]>(), 0);
        foreach (var chunk in chunks)
        {
            batch.Clear();
            batch.Add(sequence, text.AsSpan(at, chunk), Scored.All);
            Engine.Run(batch);
            for (var row = 0; row < chunk; row++) scores.Add(batch.Logits(row).ToArray());
            at += chunk;
        }
        return [.. scores];
    }

    public void Dispose() => Engine.Dispose();
}
