using System.Diagnostics;
using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using ZstdSharp;

namespace Jaram.Bench;

/// <summary>What versions of a raised model take on disk, in our form and in others', and how fast they come back.
/// Rounding at a save is imitated: every float is rounded to so many significant bits.</summary>
internal sealed class VersionSizes(string versions)
{
    private const int FullBits = 24, MomentBits = 8, WeightBits = 13, Zstd = 19, EveryForZstd = 4;

    private static readonly string[] _kinds = ["weights", "first", "second"];

    private readonly List<string> _lines = ["what\tmethod\tversion\tbytes\traw bytes"];

    private readonly List<(string What, double Seconds, double Megabytes)> _times = [];

    private readonly string[] _folders =
        [.. Directory.GetDirectories(versions, "step-*").Order(StringComparer.Ordinal)];

    /// <summary>Measures all, and prints the table.</summary>
    public static void Measure(string versions, string samples)
    {
        var bench = new VersionSizes(versions);
        foreach (var bits in new[] { WeightBits, FullBits }) bench.Compare(bits, bits == FullBits ? FullBits : MomentBits);
        for (var bits = 10; bits <= 16; bits++) bench.Curve(bits);
        bench.Speed(WeightBits, MomentBits);
        File.WriteAllLines(samples, bench._lines);
    }

    /// <summary>Every method on every kind.</summary>
    private void Compare(int weightBits, int momentBits)
    {
        Console.WriteLine($"\n{_folders.Length} versions, weights of {weightBits} significant bits, moments of {momentBits}; "
            + $"% of fp32; zstd on every {EveryForZstd}th");
        foreach (var kind in _kinds)
        {
            var bits = kind == "weights" ? weightBits : momentBits;
            var sizes = new Dictionary<string, (double Bytes, double Raw)>();
            var prefix = $"{kind}-{bits}";
            Ours(kind, bits, 8, $"{prefix}\tours", sizes);
            Ours(kind, bits, 1, $"{prefix}\tours, alone", sizes);
            for (var i = 1; i < _folders.Length; i++) Others(kind, bits, i, prefix, sizes);
            foreach (var (method, (bytes, raw)) in sizes) Console.WriteLine($"{method,-40} {100 * bytes / raw,6:f1} %");
        }
    }

    private void Others(string kind, int bits, int i, string prefix, Dictionary<string, (double, double)> sizes)
    {
        var (now, before) = (Joined(Load(i, kind, bits)), Joined(Load(i - 1, kind, bits)));
        var (xor, planes) = (new byte[now.Length], Planes(now));
        for (var at = 0; at < now.Length; at++) xor[at] = (byte)(now[at] ^ before[at]);
        var difference = Planes(xor);
        Add("xor planes, order 0", Order0(difference));
        Add("byte groups (ZipNN), order 0", Order0(planes));
        if (i % EveryForZstd != 0) return;
        using var zstd = new Compressor(Zstd);
        Add("zstd -19", zstd.Wrap(now).Length);
        Add("xor planes, zstd -19", difference.Sum(plane => (double)zstd.Wrap(plane).Length));
        Add("byte groups (ZipNN), zstd -19", planes.Sum(plane => (double)zstd.Wrap(plane).Length));
        void Add(string method, double bytes) => Note(sizes, $"{prefix}\t{method}", i, bytes, now.Length);
    }

    private void Ours(string kind, int bits, int keyframes, string method, Dictionary<string, (double, double)> sizes)
    {
        using var folder = new Scratch();
        var packed = new PackedVersions(folder.Path, new Disk(), new() { KeyframeEvery = keyframes });
        for (var i = 0; i < _folders.Length; i++)
        {
            var tensors = Load(i, kind, bits);
            packed.Publish(i, tensors, HeldTensors.None, new Dictionary<string, Action<Stream>>());
            var bytes = new FileInfo(packed.Look(i).PathOf(PackedVersions.WeightsFile)).Length;
            Note(sizes, method, i, bytes, tensors.Tensors.Sum(t => t.ByteCount));
        }
    }

    /// <summary>The whole state at so many bits of weights.</summary>
    private void Curve(int weightBits)
    {
        var sizes = new Dictionary<string, (double Bytes, double Raw)>();
        using var folder = new Scratch();
        var packed = new PackedVersions(folder.Path, new Disk(), new());
        for (var i = 0; i < _folders.Length; i++)
        {
            var (weights, moments) = (Load(i, "weights", weightBits), Load(i, "", MomentBits));
            packed.Publish(i, weights, moments, new Dictionary<string, Action<Stream>>());
            var raw = weights.Tensors.Sum(t => t.ByteCount);
            Note(sizes, $"state\tweights alone at {weightBits} bits", i,
                new FileInfo(packed.Look(i).PathOf(PackedVersions.WeightsFile)).Length, raw);
            Note(sizes, $"state\tall at {weightBits} bits", i, packed.StoredBytes(i),
                raw + moments.Tensors.Sum(t => t.ByteCount));
        }
        Console.WriteLine($"weights of {weightBits} bits: " + string.Join(", ",
            sizes.Select(s => $"{s.Key[6..]} {100 * s.Value.Bytes / s.Value.Raw:f1} %")));
    }

    /// <summary>A state of about 7 million parameters, made of six shifted copies of this one.</summary>
    private void Speed(int weightBits, int momentBits)
    {
        using var folder = new Scratch();
        var packed = new PackedVersions(folder.Path, new Disk(), new());
        var count = Math.Min(17, _folders.Length);
        for (var i = 0; i < count; i++)
        {
            var (weights, moments) = (Shifted(Load(i, "weights", weightBits)), Shifted(Load(i, "", momentBits)));
            var megabytes = (weights.Tensors.Sum(t => t.ByteCount) + moments.Tensors.Sum(t => t.ByteCount)) / 1e6;
            var clock = Stopwatch.StartNew();
            packed.Publish(i, weights, moments, new Dictionary<string, Action<Stream>>());
            Time("publish", i, megabytes, clock);
        }
        for (var round = 0; round < 3; round++)
            for (var i = 0; i < count; i++)
            {
                var (depth, states) = (packed.ListWeights(i).Max(e => e.Depth), packed.ListOptimizer(i).Max(e => e.Depth));
                Timed($"restore weights, {depth} packs before it", i, () => packed.RestoreWeights(i));
                Timed($"preview weights, {depth} packs before it", i, () => packed.PreviewWeights(i));
                Timed($"restore optimizer, {states} packs before it", i, () => packed.RestoreOptimizer(i));
            }
        foreach (var group in _times.GroupBy(t => t.What).OrderBy(g => g.Key, StringComparer.Ordinal))
            Console.WriteLine($"{group.Key,-40} {group.Median(t => t.Seconds) * 1000,7:f0} ms "
                + $"{group.Median(t => t.Megabytes / t.Seconds),7:f0} MB/s");
    }

    private void Timed(string what, int i, Func<HeldTensors> act)
    {
        var clock = Stopwatch.StartNew();
        var tensors = act();
        Time(what, i, tensors.Tensors.Sum(t => t.ByteCount) / 1e6, clock);
    }

    private void Time(string what, int i, double megabytes, Stopwatch clock)
    {
        _times.Add((what, clock.Elapsed.TotalSeconds, megabytes));
        _lines.Add($"time\t{what}\t{i}\t{clock.Elapsed.TotalMilliseconds:f1} ms\t{megabytes:f2} MB");
    }

    private void Note(Dictionary<string, (double, double)> sizes, string method, int version, double bytes, double raw)
    {
        var (sum, all) = sizes.GetValueOrDefault(method);
        sizes[method] = (sum + bytes, all + raw);
        _lines.Add($"{method}\t{version}\t{bytes:f0}\t{raw:f0}");
    }

    /// <summary>The tensors of one kind of one version, rounded; an empty kind is the whole optimizer.</summary>
    private HeldTensors Load(int version, string kind, int bits)
    {
        using var file = SafetensorsReader.Open(Path.Combine(_folders[version],
            kind == "weights" ? "model.safetensors" : "optimizer.safetensors"));
        var wanted = file.Tensors.Where(t => kind switch
        {
            "first" => t.Name.EndsWith("/first", StringComparison.Ordinal)
                || t.Name.EndsWith("/momentum", StringComparison.Ordinal),
            "second" => t.Name.EndsWith("/second", StringComparison.Ordinal),
            _ => true,
        });
        return HeldTensors.Copy(wanted, (tensor, _) => Rounded(file.Bytes(tensor.Name), bits));
    }

    private static byte[] Rounded(ReadOnlySpan<byte> floats, int bits)
    {
        var rounded = floats.ToArray();
        var drop = FullBits - bits;
        foreach (ref var pattern in MemoryMarshal.Cast<byte, uint>(rounded.AsSpan()))
            if (drop > 0)
                pattern = pattern + ((1u << (drop - 1)) - 1) + ((pattern >> drop) & 1) >> drop << drop; // half to even
        return rounded;
    }

    private static HeldTensors Shifted(HeldTensors tensors)
    {
        const int Copies = 6;
        var all = Enumerable.Range(0, Copies).SelectMany(copy => tensors.Tensors.Select(t =>
            (Entry: new TensorEntry($"{copy}.{t.Name}", t.DType, t.Shape.AsSpan()), From: t.Name, By: copy * 4)))
            .ToDictionary(t => t.Entry.Name);
        return HeldTensors.Copy(all.Values.Select(t => t.Entry), (tensor, _) =>
        {
            var (bytes, by) = (tensors.Bytes(all[tensor.Name].From).ToArray(), all[tensor.Name].By);
            return (byte[])[.. bytes[by..], .. bytes[..by]];
        });
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

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jaram-bench-").FullName;

    public string Path => System.IO.Path.Combine(_root, "versions");

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

/// <summary>Medians of samples.</summary>
internal static class Medians
{
    public static double Median<T>(this IEnumerable<T> samples, Func<T, double> of)
    {
        var sorted = samples.Select(of).Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
