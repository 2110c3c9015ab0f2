// The two small files of a log's folder: what it is, and what it says.
// Source: C2SP tlog-tiles ("checkpoint"); the file "format" is ours.

using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>The folder of a log: says whether it is one that this program can read, and reads its checkpoint.</summary>
internal static class LogFolder
{
    public const string FormatFile = "format", CheckpointFile = "checkpoint";
    private const string Family = "jaram-ledger/", Format = Family + "1\n";
    private const int LongestFormat = 64, LongestCheckpoint = 1 << 20;

    /// <summary>Refuses a folder that is no log, or one of a newer format.</summary>
    /// <exception cref="LedgerException">It is that.</exception>
    public static void CheckFormat(string folder, Disk disk)
    {
        if (!disk.HasFolder(folder))
            throw new LedgerException($"{folder} is not there: give the folder of a ledger");
        var path = Path.Combine(folder, FormatFile);
        var bytes = DurableFile.Read(path, LongestFormat, disk)
            ?? throw new LedgerException($"{path} is missing: {folder} is not a ledger; give another folder, "
                + $"or restore the file (one line: {Format.TrimEnd()})");
        if (bytes.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(Format))) return;
        var found = Encoding.UTF8.GetString(bytes);
        if (found.StartsWith(Family, StringComparison.Ordinal) && found.EndsWith('\n')
            && StrictText.Number(found[Family.Length..^1], out var version) && version > 1)
            throw new LedgerException($"{path} says {found.TrimEnd()}, this program reads {Format.TrimEnd()}: "
                + "a newer one wrote this ledger; use that");
        throw new LedgerException($"{path} says {Quoted.Of(found)}, not {Format.TrimEnd()}: it is damaged; "
            + "restore it from a copy of the ledger");
    }

    /// <summary>Writes the file that says what the folder is.</summary>
    public static void WriteFormat(string folder, Disk disk) =>
        DurableFile.Replace(Path.Combine(folder, FormatFile), Encoding.UTF8.GetBytes(Format), disk);

    /// <summary>Reads the checkpoint and checks that every one of the keys signed it.</summary>
    /// <exception cref="LedgerException">It is missing or damaged, or a key did not sign it.</exception>
    public static (Note Note, Checkpoint Checkpoint) ReadCheckpoint(
        string folder, Disk disk, IReadOnlyCollection<VerifierKey> keys)
    {
        var path = Path.Combine(folder, CheckpointFile);
        var bytes = DurableFile.Read(path, LongestCheckpoint, disk)
            ?? throw new LedgerException($"{path} is missing: restore it from a copy of the ledger; "
                + "nothing else says how much of the folder was committed");
        var note = Note.Parse(bytes, path);
        var checkpoint = Checkpoint.Parse(note.Text, path);
        if (keys.Count == 0) return (note, checkpoint);
        var signed = note.Verify(keys, path);
        if (keys.Except(signed).FirstOrDefault() is { } missing)
            throw new LedgerException($"{path} lacks the signature of {missing.Label}: it was altered, or that key "
                + "never signed this ledger; check the key, or take another copy");
        return (note, checkpoint);
    }

    /// <summary>Puts a checkpoint in place of the one that is there; once this returns, it survives a power cut.
    /// </summary>
    public static void WriteCheckpoint(string folder, Note note, Disk disk) =>
        DurableFile.Replace(Path.Combine(folder, CheckpointFile), note.ToBytes(), disk);

    /// <summary>Keeps other writers out.</summary>
    /// <exception cref="LedgerException">There is one, or the folder cannot be written.</exception>
    public static IDisposable Lock(string folder, string what, Disk disk, TimeProvider time)
    {
        try
        {
            return disk.Lock(folder, what, time);
        }
        catch (CheckpointException e)
        {
            throw new LedgerException(e.Message);
        }
    }
}
