using System.Diagnostics;
using Jaram.Checkpoints.Packing;
using Jaram.Training.Raising;
using ZstdSharp;

namespace Jaram.Bench;

/// <summary>What the versions of a raised model take on disk, in our form and in others', and how fast they come
/// back. All of it is read from the model's own store, as it was raised.</summary>
internal sealed class VersionSizes(PackedVersions store, Samples samples)
{
    private const int Zstd = 19, VersionsForZstd = 3;

    private readonly Dictionary<string, (double Bytes, double Raw)> _sizes = [];
    private readonly Dictionary<string, List<double>> _times = [];

    /// <summary>Measures all, and prints two tables.</summary>
    public static void Measure(string model, Samples samples)
    {
        var bench = new VersionSizes(new ModelFolder(model).Versions().Versions, samples);
        samples.Add("what", "method", "step", "bytes or ms", "raw bytes");
        bench.Weights();
        bench.Optimizers();
        bench.Whole();
        bench.Times();
        foreach (var (method, (bytes, raw)) in bench._sizes)
            Console.WriteLine($"{method,-48} {100 * bytes / raw,6:f1} % of {raw / 1e6,8:f1} MB");
        foreach (var (what, times) in bench._times)
            Console.WriteLine($"{what,-48} {Throughput.Median(times),6:f0} ms, worst {times.Max():f0} ms, {times.Count} times");
    }

    private void Weights()
    {
        var steps = store.Steps();
        var before = Joined(store.RestoreWeights(steps[0]));
        foreach (var (i, step) in steps.Index().Skip(1))
        {
            var now = Joined(store.RestoreWeights(step));
            Note("weights", "packed", step, store.ListWeights(step).Sum(entry => entry.StoredBytes), now.Length);
            Others("weights", step, before, now, withZstd: IsForZstd(i, steps.Count));
            before = now;
        }
    }

    /// <summary>Of the versions that keep it; what the trainer drops is made again by a replay.</summary>
    private void Optimizers()
    {
        var steps = store.OptimizerSteps();
        var before = Joined(store.RestoreOptimizer(steps[0]));
        foreach (var (i, step) in steps.Index().Skip(1))
        {
            var now = Joined(store.RestoreOptimizer(step));
            Note("optimizer", "packed", step, store.ListOptimizer(step).Sum(entry => entry.StoredBytes), now.Length);
            Others("optimizer", step, before, now, withZstd: IsForZstd(i, steps.Count));
            before = now;
        }
    }

    /// <summary>Everything on disk, manifests and all, against float32 of what can be restored from it, and of what all
    /// versions had, optimizers that are replayed among them.</summary>
    private void Whole()
    {
        var (kept, had) = (0.0, 0.0);
        var optimizer = store.OptimizerSteps();
        var state = store.ListOptimizer(optimizer[0]).Sum(entry => entry.Tensor.ByteCount);
        foreach (var step in store.Steps())
        {
            var weights = store.ListWeights(step).Sum(entry => entry.Tensor.ByteCount);
            kept += optimizer.Contains(step) ? weights + state : weights;
            had += weights + state;
        }
        var stored = store.Steps().Sum(store.StoredBytes);
        Note("all files", "of what they hold", -1, stored, kept);
        Note("all files", "of all weights and optimizers", -1, stored, had);
    }

    private void Times()
    {
        for (var round = 0; round < 3; round++)
            foreach (var step in store.Steps())
            {
                Time("restore weights, digest checked", step, () => store.RestoreWeights(step).Digest());
                Time("preview weights in bfloat16", step, () => store.PreviewWeights(step));
                if (store.OptimizerSteps().Contains(step))
                    Time("restore weights and optimizer", step, () =>
                        (store.RestoreWeights(step), store.RestoreOptimizer(step)));
            }
    }

    private void Others(string what, long step, byte[] before, byte[] now, bool withZstd)
    {
        var xor = new byte[now.Length];
        for (var at = 0; at < now.Length; at++) xor[at] = (byte)(now[at] ^ before[at]);
        var (difference, planes) = (Planes(xor), Planes(now));
        Note(what, "xor and byte planes, order-0 entropy", step, Order0(difference), now.Length);
        Note(what, "byte groups as ZipNN, order-0 entropy", step, Order0(planes), now.Length);
        if (!withZstd) return;
        using var zstd = new Compressor(Zstd);
        Note(what, "zstd -19", step, zstd.Wrap(now).Length, now.Length);
        Note(what, "xor and byte planes, zstd -19", step, difference.Sum(p => (double)zstd.Wrap(p).Length), now.Length);
        Note(what, "byte groups as ZipNN, zstd -19", step, planes.Sum(p => (double)zstd.Wrap(p).Length), now.Length);
    }

    /// <summary>A few spread over all: it takes a minute and more a version.</summary>
    private static bool IsForZstd(int i, int count) => (i - 1) % Math.Max(1, (count - 1) / VersionsForZstd) == 0;

    private void Note(string what, string method, long step, double bytes, double raw)
    {
        var (sum, all) = _sizes.GetValueOrDefault($"{what}: {method}");
        _sizes[$"{what}: {method}"] = (sum + bytes, all + raw);
        samples.Add(what, method, step, $"{bytes:f0}", $"{raw:f0}");
    }

    private void Time(string what, long step, Func<object> act)
    {
        var clock = Stopwatch.StartNew();
        act();
        var time = clock.Elapsed.TotalMilliseconds;
        if (!_times.TryGetValue(what, out var times)) _times[what] = times = [];
        times.Add(time);
        samples.Add("time", what, step, $"{time:f1}", "");
    }

    private static byte[] Joined(HeldTensors tensors) =>
        [.. tensors.Tensors.SelectMany(t => tensors.Bytes(t.Name).ToArray())];

    private static byte[][] Planes(byte[] floats)
    {
        var planes = Enumerable.Range(0, 4).Select(_ => new byte[floats.Length / 4]).ToArray();
        for (var at = 0; at < floats.Length; at++) planes[at & 3][at >> 2] = floats[at];
        return planes;
    }

    private static double Order0(byte[][] planes) => planes.Sum(plane =>
        plane.CountBy(b => b).Sum(c => c.Value * Math.Log2((double)plane.Length / c.Value)) / 8);
}
