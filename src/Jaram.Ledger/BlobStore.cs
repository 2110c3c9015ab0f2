using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Files named by their own SHA-256: what entries refer to and are too short to hold. Not for use by several
/// threads at once.</summary>
public sealed class BlobStore(string folder, Disk disk)
{
    /// <summary>Bytes of the longest blob: it is read whole into memory.</summary>
    private const int Longest = 256 << 20;

    private readonly string _folder = Path.GetFullPath(folder);
    private bool _prepared;

    /// <summary>Keeps content; once this returns, it survives a power cut.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="LedgerException">It is too long, or the disk refused.</exception>
    public Digest Put(ReadOnlySpan<byte> content)
    {
        var digest = Digest.Of(content);
        if (content.Length > Longest)
            throw new LedgerException($"{PathOf(digest)} would have {content.Length} bytes, at most {Longest} are "
                + "kept: keep it elsewhere and refer to its digest");
        try
        {
            if (!_prepared)
            {
                if (!disk.HasFolder(_folder)) disk.CreateFolder(_folder);
                disk.SyncFolder(Path.GetDirectoryName(_folder)!); // also if it was there, as in VersionStore
                _prepared = true;
            }
            if (DurableFile.Read(PathOf(digest), Longest, disk) is { } found && Digest.Of(found) == digest)
                disk.SyncFolder(_folder); // a writer killed after the rename had not come to it
            else
                DurableFile.Replace(PathOf(digest), content, disk);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new LedgerException(DiskFailure.Line(
                e, PathOf(digest), $"{content.Length} bytes could not be written"));
        }
        return digest;
    }

    /// <summary>Whether there is a file of that name; whether it is whole, <see cref="Get"/> tells.</summary>
    public bool Has(Digest digest) => disk.HasFile(PathOf(digest));

    /// <summary>Content, after checking that it is what its name says.</summary>
    /// <param name="digest">Its name.</param>
    /// <param name="referrer">Who refers to it, for the message: "entry 7".</param>
    /// <exception cref="LedgerException">It is missing or damaged.</exception>
    public byte[] Get(Digest digest, string referrer)
    {
        var path = PathOf(digest);
        var content = DurableFile.Read(path, Longest, disk)
            ?? throw new LedgerException($"{path} is missing, and {referrer} refers to it: restore it from a copy");
        return Digest.Of(content) is var found && found == digest
            ? content
            : throw new LedgerException($"{path} has the digest {found}, and {referrer} refers to it by its name: "
                + "it is damaged; restore it from a copy");
    }

    private string PathOf(Digest digest) => Path.Combine(_folder, digest.ToString());
}
