using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests;

public sealed class BlobStoreTests
{
    [Fact]
    public void What_is_put_is_got_and_named_by_its_digest()
    {
        using var folder = new TemporaryFolder();
        var blobs = new BlobStore(Path.Combine(folder.Path, "blobs"), new Disk());
        var digest = Digest.Of("recipe"u8);
        Assert.False(blobs.Has(digest));
        Assert.Equal(digest, blobs.Put("recipe"u8));
        Assert.Equal(digest, blobs.Put("recipe"u8));
        Assert.True(blobs.Has(digest));
        Assert.Equal("recipe"u8.ToArray(), blobs.Get(digest, "entry 1"));
        Assert.Equal([digest.ToString()], new Disk().List(Path.Combine(folder.Path, "blobs")));
    }

    [Fact]
    public void A_missing_or_damaged_blob_is_named_with_who_refers_to_it_and_is_mended_by_putting_it_again()
    {
        var disk = new MemoryDisk();
        var blobs = new BlobStore("/blobs", disk);
        var digest = Digest.Of("recipe"u8);
        Assert.Equal($"/blobs/{digest} is missing, and entry 1 refers to it: restore it from a copy",
            Sample.Line(() => blobs.Get(digest, "entry 1")));
        blobs.Put("recipe"u8);
        disk.Files[$"/blobs/{digest}"][0] ^= 1;
        Assert.Matches($"^/blobs/{digest} has the digest [0-9a-f]{{64}}, and entry 1 refers to it by its name: ",
            Sample.Line(() => blobs.Get(digest, "entry 1")));
        blobs.Put("recipe"u8);
        Assert.Equal("recipe"u8.ToArray(), blobs.Get(digest, "entry 1"));
    }

    [Fact]
    public void No_power_cut_loses_a_blob_that_was_put_or_leaves_half_of_one()
    {
        var disk = new SimulatedDisk();
        var digests = new List<Digest>();
        disk.AfterChange = () =>
        {
            for (var names = 0; names <= disk.PendingNames; names++)
            {
                foreach (var content in new Func<FileNode, byte[]>[] { f => f.Durable, f => f.With(f.Pending) })
                {
                    var left = disk.Crash(content, folder => Math.Min(names, folder.Pending.Count));
                    foreach (var digest in digests) new BlobStore("/blobs", left).Get(digest, "test");
                    if (!left.HasFolder("/blobs")) continue;
                    foreach (var name in left.Look("/blobs"))
                        if (Digest.TryParse(name, out var whole)) new BlobStore("/blobs", left).Get(whole, "test");
                }
            }
        };
        var blobs = new BlobStore("/blobs", disk);
        foreach (var text in new[] { "one", "two", "one", "three" })
        {
            digests.Add(blobs.Put(System.Text.Encoding.UTF8.GetBytes(text)));
            disk.AfterChange();
        }
        Assert.Equal(4, digests.Count);
    }
}
