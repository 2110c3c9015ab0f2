// What a model says of text that it is not raised on: all of it now and then, a few rows of it with every version.
// Source: ours.

using Jaram.Training.Blocks;
using Jaram.Training.Data;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>Measures models on held-out text.</summary>
/// <param name="batches">The text.</param>
/// <param name="foresight">How losses are computed.</param>
/// <param name="device">Where.</param>
internal sealed class HeldOutText(IReadOnlyList<Batch> batches, Foresight foresight, Device device)
{
    /// <summary>Scores all of it: bits per byte of text, and nats per token.</summary>
    public (double BitsPerByte, double Loss) Score(Decoder model)
    {
        var (nats, tokens, bytes) = (0.0, 0L, 0L);
        Read(model, (batch, hidden, targets) =>
        {
            nats += foresight.Nats(hidden, model.Head, targets);
            (tokens, bytes) = (tokens + batch.Predicted, bytes + batch.TextBytes);
        });
        return (nats / bytes / Math.Log(2), nats / tokens);
    }

    /// <summary>Scores each document, in the same rows: nats by its number in the shards.</summary>
    public IReadOnlyDictionary<int, double> ScoreEach(Decoder model)
    {
        var nats = new SortedDictionary<int, double>();
        Read(model, (batch, hidden, targets) =>
        {
            foreach (var (at, loss) in foresight.Losses(hidden, model.Head, targets).Index())
                if (batch.Targets[at] != Batch.NoTarget)
                    nats[batch.Owners[at]] = nats.GetValueOrDefault(batch.Owners[at]) + loss;
        });
        return nats;
    }

    /// <summary>What a model says of the first rows.</summary>
    public ProbeReading Probe(Decoder model)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        model.eval();
        var (batch, rows) = (batches[0], ProbeRows.In(batches[0]));
        var hidden = model.Hidden(Ids(batch.Inputs, batch, device).narrow(0, 0, rows), pass);
        var (losses, hits) = (new float[rows], new byte[(rows * batch.Context + 7) / 8]);
        for (var row = 0; row < rows; row++)
        {
            using var inner = NewDisposeScope();
            var targets = batch.Targets[(row * batch.Context)..((row + 1) * batch.Context)];
            var logits = model.Logits(hidden[row]);
            var next = tensor(targets, device: device);
            var nats = nn.functional.cross_entropy(logits, next, reduction: nn.Reduction.Sum);
            losses[row] = nats.item<float>() / Math.Max(1, targets.Count(id => id != Batch.NoTarget));
            var likeliest = logits.argmax(-1).cpu().data<long>();
            for (var t = 0; t < batch.Context; t++)
                if (likeliest[t] == targets[t])
                    hits[(row * batch.Context + t) / 8] |= (byte)(1 << ((row * batch.Context + t) % 8));
        }
        model.train();
        return new(losses, hits);
    }

    /// <summary>Has the model read all of it.</summary>
    /// <param name="model">Who reads.</param>
    /// <param name="take">Takes a batch, its states (B·T, D) and its targets (B·T).</param>
    private void Read(Decoder model, Action<Batch, Tensor, Tensor> take)
    {
        using var quiet = no_grad();
        model.eval();                                                   // or a mixture would count it as load
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass();
            var hidden = model.Hidden(Ids(batch.Inputs, batch, device), pass).flatten(0, 1);
            take(batch, hidden, Ids(batch.Targets, batch, device).flatten());
        }
        model.train();
    }

    /// <summary>Ids as a model reads them, (B, T).</summary>
    internal static Tensor Ids(long[] ids, Batch batch, Device device) =>
        tensor(ids, device: device).view(batch.Rows, batch.Context);
}
