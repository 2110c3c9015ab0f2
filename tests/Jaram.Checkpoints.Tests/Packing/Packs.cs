namespace Jaram.Checkpoints.Tests.Packing;

/// <summary>Packs in memory, one a version, each against the one before.</summary>
internal static class Packs
{
    public static List<byte[]> Pack(IReadOnlyList<HeldTensors> versions, int threads = 2)
    {
        var (packs, known, before) = (new List<byte[]>(), new Dictionary<Digest, Known>(), default(EarlierPack));
        for (var step = 0; step < versions.Count; step++)
        {
            var packer = new Packer(threads);
            packer.Pack(step, versions[step], before, mostDepth: 7, known);
            using var file = new MemoryStream();
            packer.Write(file);
            packs.Add(file.ToArray());
            before = new(packer.Index, versions[step]);
        }
        return packs;
    }

    public static List<HeldTensors> RoundTrip(IReadOnlyList<HeldTensors> versions,
        Precision precision = Precision.Exact) => [.. Restore(Pack(versions), precision)];

    public static IEnumerable<HeldTensors> Restore(IReadOnlyList<byte[]> packs, Precision precision)
    {
        for (var step = 0; step < packs.Count; step++) yield return Restore(packs, step, precision);
    }

    public static HeldTensors Restore(IReadOnlyList<byte[]> packs, int step, Precision precision, int threads = 1)
    {
        using var restoration = new Restoration(
            at => PackReader.Open(new InMemory(packs), $"/{at}.pack", at), threads);
        return restoration.Restore(step, precision);
    }

    private sealed class InMemory(IReadOnlyList<byte[]> packs) : Disk
    {
        public override Stream Open(string path) =>
            new MemoryStream(packs[int.Parse(Path.GetFileNameWithoutExtension(path), null)], writable: false);
    }
}
