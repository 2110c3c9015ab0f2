using System.Text;

namespace Jaram.Ledger.Tests.Log;

public sealed class BitFlipTests(ITestOutputHelper output)
{
    private const int FolderBytes = 16_384;

    /// <summary>One bit of every byte, each time another. JARAM_LONG=1 makes it all 131,072 bits, in about a minute.
    /// </summary>
    [Fact]
    public void Whichever_bit_flips_the_file_is_named()
    {
        var disk = Made();
        var all = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JARAM_LONG"));
        var flips = 0;
        foreach (var (path, bytes) in disk.Files)
        {
            // the long signature stands in the checkpoint: only there can a flip touch it, and it takes long to check
            var keys = path == "/log/checkpoint" ? Sample.Both.Keys() : Sample.One.Keys();
            for (var at = 0; at < bytes.Length; at++)
            {
                for (var bit = all ? 0 : at % 8; bit < 8; bit += all ? 1 : 8)
                {
                    bytes[at] ^= (byte)(1 << bit);
                    var faults = TileLog.Verify("/log", disk, keys);
                    Assert.True(faults.Count == 1 && path == $"/log/{faults[0].File}"
                        && faults[0].Why.StartsWith(path, Ordinal) && !faults[0].Why.Contains('\n', Ordinal),
                        $"{path} byte {at} bit {bit}: {string.Join(" | ", faults)}");
                    bytes[at] ^= (byte)(1 << bit);
                    flips++;
                }
            }
        }
        Assert.Empty(TileLog.Verify("/log", disk, Sample.Both.Keys()));
        Assert.Equal(all ? FolderBytes * 8 : FolderBytes, flips);
        output.WriteLine($"{flips} flips in {disk.Files.Count} files, {FolderBytes} bytes");
    }

    [Fact]
    public void Two_damaged_files_are_both_named()
    {
        foreach (var (first, second) in new[]
        {
            ("tile/entries/000", "tile/0/001.p/4"), ("tile/0/000", "tile/1/000.p/1"),
            ("tile/entries/000", "tile/0/000"), ("tile/0/000", "tile/entries/001.p/4"),
        })
        {
            var disk = Made();
            disk.Files[$"/log/{first}"][40] ^= 4;
            disk.Files[$"/log/{second}"][20] ^= 4;
            var named = TileLog.Verify("/log", disk, Sample.Both.Keys()).Select(f => f.File).ToList();
            Assert.Contains(first, named);
            Assert.Contains(second, named);
        }
    }

    [Fact]
    public void A_history_rewritten_under_its_checkpoint_is_told_from_a_damaged_file()
    {
        var (disk, other) = (Made(), new MemoryDisk());
        TileLog.Create("/log", Sample.Both, other, new SetClock(0))
            .Append(Sample.Entries(7, 267), Sample.Both, new SetClock(0));
        foreach (var path in disk.Files.Keys.Where(p => p.Contains("/tile/", Ordinal)).ToList())
            disk.Files[path] = other.Files[path];
        var fault = Assert.Single(TileLog.Verify("/log", disk, Sample.Both.Keys()));
        Assert.Equal("checkpoint", fault.File);
        Assert.Contains("the history was rewritten", fault.Why, Ordinal);
    }

    /// <summary>A log of 260 entries whose files have 16 KiB together, with tiles of two levels and both signatures.
    /// </summary>
    private static MemoryDisk Made()
    {
        var (clock, fill) = (new SetClock(1_700_000_000), 0);
        while (true)
        {
            var disk = new MemoryDisk();
            var entries = Enumerable.Range(0, 260).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(
                $"entry {i:D4}" + (i == 259 ? new string('.', fill) : ""))).ToArray();
            TileLog.Create("/log", Sample.Both, disk, clock).Append(entries, Sample.Both, clock);
            var missing = FolderBytes - disk.Files.Values.Sum(f => f.Length);
            if (missing == 0) return disk;
            Assert.True(missing > 0 && fill == 0, $"{missing} bytes short");
            fill = missing;
        }
    }
}
