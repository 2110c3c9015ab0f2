using System.Runtime.InteropServices;
using System.Text;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>A version of the toy.</summary>
internal sealed record ToyVersion(Dictionary<string, float[]> Weights, Dictionary<string, float[]> Memory, byte[] State)
{
    public static ToyVersion Born(FirstWeights first, byte[] seed)
    {
        Dictionary<string, float[]> weights = [], memory = [];
        foreach (var tensor in first.Tensors)
        {
            tensor.Fill(seed, 0, weights[tensor.Name] = new float[tensor.Count]);
            memory[$"{tensor.Name}/first"] = new float[tensor.Count];
            memory[$"{tensor.Name}/second"] = new float[tensor.Count];
        }
        return new ToyVersion(weights, memory, StateAt(0, 0)).Rounded(first.Bits, Rounding.All);
    }

    public static byte[] StateAt(long step, long batch) => Encoding.UTF8.GetBytes($"{{\"step\":{step},\"batch\":{batch}}}");

    public Digest WeightsDigest => Digest.OfTensors(Stored(Weights).Entries, Stored(Weights).Bytes);

    public Digest OptimizerDigest => Digest.OfTensors(Stored(Memory).Entries, Stored(Memory).Bytes);

    public Digest Name => VersionMade.NameOf(WeightsDigest, OptimizerDigest, Digest.Of(State));

    public TensorListing Listing => new(List(Weights), List(Memory));

    public StoredVersion Open() =>
        new(Stored(Weights)) { Optimizer = Stored(Memory), State = Digest.Of(State) };

    public ToyVersion Copy() => new(Copy(Weights), Copy(Memory), State);

    public ToyVersion Rounded(int weights, int memory)
    {
        foreach (var values in Weights.Values) Rounding.Round(MemoryMarshal.Cast<float, uint>(values.AsSpan()), weights);
        foreach (var values in Memory.Values) Rounding.Round(MemoryMarshal.Cast<float, uint>(values.AsSpan()), memory);
        return this;
    }

    private static Dictionary<string, float[]> Copy(Dictionary<string, float[]> from) =>
        from.ToDictionary(pair => pair.Key, pair => (float[])pair.Value.Clone());

    private static IReadOnlyList<NamedDigest> List(Dictionary<string, float[]> tensors) =>
        [.. tensors.OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => new NamedDigest(t.Key, Digest.Of(MemoryMarshal.AsBytes(t.Value.AsSpan()))))];

    private static StoredTensors Stored(Dictionary<string, float[]> tensors) => new(
        [.. tensors.Select(t => new TensorEntry(t.Key, DType.F32, Shape(t.Key, t.Value.Length)))],
        (entry, from) => MemoryMarshal.AsBytes(tensors[entry.Name].AsSpan())[(int)from..]);

    private static long[] Shape(string name, int count) =>
        ToyNet.Tensors.FirstOrDefault(t => t.Name == name) is { } tensor ? [.. tensor.Shape] : [count];
}

/// <summary>What a segment of the toy's training made.</summary>
internal sealed record ToySegment(ToyVersion Version, IReadOnlyList<StepRecord> Steps, Digest Documents);

/// <summary>Trains the toy: AdamW for vectors and tables, and the matrix by its gradient at Muon's length.</summary>
internal static class ToyTrainer
{
    /// <summary>Makes some steps.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="recipe">How.</param>
    /// <param name="steps">Each step and the batch it reads.</param>
    /// <param name="order">The documents of a batch; the recipe's unless somebody cheats.</param>
    public static ToySegment Train(ToyVersion from, ToyRecipe recipe, IEnumerable<(long Step, long Batch)> steps,
        Func<long, int[]>? order = null)
    {
        var version = from.Copy();
        List<StepRecord> records = [];
        List<int> documents = [];
        var next = (Step: 0L, Batch: 0L);
        foreach (var (step, batch) in steps)
        {
            var read = order?.Invoke(batch) ?? ToyText.Batch(recipe.Seed, batch);
            var gradient = version.Weights.ToDictionary(w => w.Key, w => new float[w.Value.Length]);
            var loss = ToyNet.Loss(version.Weights, read.Select(document => ToyText.All[document]), gradient);
            var norm = Math.Sqrt(gradient.Values.Sum(g => g.Sum(x => (double)x * x)));
            foreach (var tensor in ToyNet.Tensors) Move(version, tensor, recipe, step, gradient[tensor.Name]);
            records.Add(new(step, batch, loss, norm, recipe.Rate(step)));
            documents.AddRange(read);
            next = (step, batch + 1);
        }
        var made = version with { State = ToyVersion.StateAt(next.Step, next.Batch) };
        return new(made.Rounded(recipe.WeightBits, recipe.MemoryBits), records, ToyText.Hash(documents));
    }

    private static void Move(ToyVersion version, FirstTensor tensor, ToyRecipe recipe, long step, float[] g)
    {
        var (w, first) = (version.Weights[tensor.Name], version.Memory[$"{tensor.Name}/first"]);
        var share = recipe.Rate(step);
        switch (recipe.Rule(tensor))
        {
            case StepRule.Muon(var rate, var decay):
                for (var i = 0; i < w.Length; i++) first[i] = 0.9f * first[i] + 0.1f * g[i];
                var (rows, columns) = ((double)tensor.Shape[0], (double)tensor.Shape[1]);
                var length = Math.Sqrt(first.Sum(x => (double)x * x)) + 1e-20;
                var each = rate * share * Math.Sqrt(Math.Max(1, rows / columns));
                for (var i = 0; i < w.Length; i++)
                    w[i] -= (float)(each * (first[i] * Math.Sqrt(Math.Min(rows, columns)) / length
                        + w[i] * decay * share));
                break;
            case StepRule.AdamW(var rate, var decay, var b1, var b2, _):
                var second = version.Memory[$"{tensor.Name}/second"];
                var (c1, c2) = (1 - Math.Pow(b1, step), 1 - Math.Pow(b2, step));
                for (var i = 0; i < w.Length; i++)
                {
                    first[i] = (float)(b1 * first[i] + (1 - b1) * g[i]);
                    second[i] = (float)(b2 * second[i] + (1 - b2) * g[i] * g[i]);
                    w[i] -= (float)(rate * share * (decay * w[i]
                        + first[i] / c1 / (Math.Sqrt(second[i] / c2) + 1e-10)));
                }
                break;
        }
    }
}
