// One file a log, named by the SHA-256 of its origin. Six lines: what it is, origin, size, root in Base64, the time of
// the last cosignature, SHA-256 of the lines above.
// Source: ours.

using System.Globalization;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>What a witness remembers: of each log the largest head that it cosigned, and when.</summary>
internal sealed class WitnessState(string folder, Disk disk)
{
    private const string Format = "jaram-witness/1";
    private const int Longest = 4096;
    private bool _prepared;

    /// <summary>The last head of a log; the empty one if it was never seen.</summary>
    /// <exception cref="LedgerException">What is recorded is damaged.</exception>
    public TreeHead Last(string origin)
    {
        var path = PathOf(origin);
        return DurableFile.Read(path, Longest, disk) is { } bytes ? Parse(bytes, path).Checkpoint.Head : TreeHead.Empty;
    }

    /// <summary>When the last cosignature was given, for any log: seconds since 1970, 0 if never.</summary>
    /// <exception cref="LedgerException">What is recorded is damaged.</exception>
    public long LastTime() => DurableFile.List(folder, disk)
        .Where(name => Digest.TryParse(name, out _))
        .Select(name => Path.Combine(folder, name))
        .Select(path => Parse(DurableFile.Read(path, Longest, disk) ?? [], path).Time)
        .DefaultIfEmpty().Max();

    /// <summary>Makes the folder, if it is not there, and its name durable.</summary>
    public void Prepare()
    {
        if (_prepared) return;
        if (!disk.HasFolder(folder)) disk.CreateFolder(folder);
        disk.SyncFolder(Path.GetDirectoryName(folder)!); // also if it was there: an earlier run may not have come to it
        _prepared = true;
    }

    /// <summary>Records a head; once this returns, it survives a power cut.</summary>
    public void Save(Checkpoint checkpoint, long time) =>
        DurableFile.Replace(PathOf(checkpoint.Origin), Encoding.UTF8.GetBytes(Sealed(checkpoint, time)), disk);

    private string PathOf(string origin) =>
        Path.Combine(folder, Digest.Of(Encoding.UTF8.GetBytes(origin)).ToString());

    private static string Sealed(Checkpoint checkpoint, long time)
    {
        var lines = $"{Format}\n{checkpoint.ToText()}{time.ToString(CultureInfo.InvariantCulture)}\n";
        return $"{lines}{Digest.Of(Encoding.UTF8.GetBytes(lines))}\n";
    }

    private static (Checkpoint Checkpoint, long Time) Parse(byte[] bytes, string path)
    {
        if (StrictText.Text(bytes, path).Split('\n') is [var format, var origin, var size, var root, var text, _, ""]
            && format == Format && StrictText.Number(text, out var time)
            && Checkpoint.Parse($"{origin}\n{size}\n{root}\n", path) is var checkpoint
            && Encoding.UTF8.GetBytes(Sealed(checkpoint, time)).AsSpan().SequenceEqual(bytes))
            return (checkpoint, time);
        throw new LedgerException($"{path} does not match its own seal, or is not {Format}: what this witness last "
            + "saw of a log is damaged; restore it from a copy, never delete it: it would cosign a second history");
    }
}
