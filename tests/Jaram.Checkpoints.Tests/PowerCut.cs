namespace Jaram.Checkpoints.Tests;

/// <summary>What a power cut at one moment may leave of a disk.</summary>
internal static class PowerCut
{
    /// <summary>A disk for each way we know.</summary>
    public static IEnumerable<SimulatedDisk> Images(SimulatedDisk disk, Random random)
    {
        for (var names = 0; names <= disk.PendingNames; names++)
            foreach (var content in _contents)
                yield return disk.Crash(
                    file => content(file, random), folder => Math.Min(names, folder.Pending.Count));
        for (var mixed = 0; mixed < 3; mixed++)
            yield return disk.Crash(file => _contents[random.Next(_contents.Length)](file, random),
                folder => random.Next(folder.Pending.Count + 1));
    }

    /// <summary>What a file may hold after a cut.</summary>
    private static readonly Func<FileNode, Random, byte[]>[] _contents =
    [
        (file, _) => file.Durable,
        (file, _) => file.With(file.Pending),
        (file, random) => file.With(file.Pending.Take(random.Next(file.Pending.Count + 1))),
        (file, random) => Torn(file, random, 512),
        (file, random) => Torn(file, random, 4096),
        (file, random) => file.With(file.Pending.Where(_ => random.Next(2) == 0)), // late ones first
    ];

    private static byte[] Torn(FileNode file, Random random, int sector)
    {
        if (file.Pending.Count == 0) return file.Durable;
        var whole = random.Next(file.Pending.Count);
        var (at, bytes) = file.Pending[whole];
        var end = Math.Max(at, (at + random.Next(bytes.Length + 1)) / sector * sector); // sectors count in the file
        return file.With(file.Pending.Take(whole).Append((at, bytes[..(end - at)])));
    }
}
