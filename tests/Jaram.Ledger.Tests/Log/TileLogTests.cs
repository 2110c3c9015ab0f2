using System.Text;
using CsCheck;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests.Log;

public sealed class TileLogTests
{
    private static readonly SetClock _clock = new(1_700_000_000);

    [Fact]
    public void What_is_appended_is_read_back_however_it_was_cut_into_appends() =>
        Gen.Int[0, 700].List[1, 6].Sample(cuts =>
        {
            var disk = new MemoryDisk();
            var log = TileLog.Create("/log", Sample.One, disk, _clock);
            var size = 0L;
            foreach (var cut in cuts)
            {
                log.Append(Sample.Entries(size, size + cut), Sample.One, _clock);
                size += cut;
            }
            var again = TileLog.Open("/log", disk, Sample.One.Keys());
            Assert.Equal(new(size, Sample.Root(Sample.Leaves((int)size))), again.Head);
            Assert.Equal(Sample.Entries(0, size).Select(Text), again.ReadAll().Select(Text));
            Assert.Empty(TileLog.Verify("/log", disk, Sample.One.Keys()));
        }, iter: 60);

    [Fact]
    public void The_files_of_70000_entries_are_those_of_the_specification()
    {
        var disk = new MemoryDisk();
        var log = TileLog.Create("/log", Sample.One, disk, _clock);
        log.Append(Sample.Entries(0, 256), Sample.One, _clock);
        Assert.Equal("checkpoint format tile/0/000 tile/1/000.p/1 tile/entries/000",
            string.Join(' ', disk.Files.Keys.Order(StringComparer.Ordinal).Select(f => f["/log/".Length..])));
        log.Append(Sample.Entries(256, 70_000), Sample.One, _clock);
        Assert.Equal("1a4cdfcb66374a0c0dcbef49acbd4976d13ee864fb3cb241fc943cad04f02f7e", log.Head.Root.ToString());
        string[] Level(string kind) =>
            [.. disk.Files.Keys.Where(f => f.StartsWith($"/log/tile/{kind}/", Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(274, Level("0").Length);
        Assert.Equal("/log/tile/0/273.p/112", Level("0")[^1]);
        Assert.Equal(["/log/tile/1/000", "/log/tile/1/001.p/17"], Level("1"));
        Assert.Equal(["/log/tile/2/000.p/1"], Level("2"));
        Assert.Equal(274, Level("entries").Length);
        Assert.Equal("f025d06ed804859fd274a1bdacadd6e48ea87634aa91e1edb20143f9498cd02b",
            Convert.ToHexStringLower(disk.Files["/log/tile/2/000.p/1"]));
        Assert.Equal(8192, disk.Files["/log/tile/0/272"].Length);
        Assert.Equal([0, 1, (byte)'0', 0, 1, (byte)'1'], disk.Files["/log/tile/entries/000"][..6]);
        foreach (var i in new[] { 0L, 255, 256, 65_535, 65_536, 69_999 })
            Assert.Equal(Text(Sample.Entry(i)), Text(log.Read(i)));
        Assert.Empty(TileLog.Verify("/log", disk, Sample.One.Keys()));
    }

    [Theory]
    [InlineData(0, 3, "tile/0/000.p/3")]
    [InlineData(999, 256, "tile/0/999")]
    [InlineData(1_234_067, 256, "tile/0/x001/x234/067")]
    [InlineData(1_000, 255, "tile/0/x001/000.p/255")]
    public void Tiles_are_named_in_groups_of_three_digits(long index, int width, string path) =>
        Assert.Equal(path, new TileName("0", index, width).Path);

    [Fact]
    public void A_shorter_tile_is_deleted_once_a_longer_is_committed_and_an_old_reader_finds_the_longer()
    {
        var disk = new MemoryDisk();
        var log = TileLog.Create("/log", Sample.One, disk, _clock);
        log.Append(Sample.Entries(0, 5), Sample.One, _clock);
        var (at5, copy) = (TileLog.Open("/log", disk, []), TileLog.Open("/log", disk, []));
        log.Append(Sample.Entries(5, 9), Sample.One, _clock);
        Assert.DoesNotContain(disk.Files.Keys, f => f.EndsWith(".p/5", Ordinal));
        Assert.Equal("4", Text(at5.Read(4)));
        log.Append(Sample.Entries(9, 256), Sample.One, _clock);
        Assert.DoesNotContain(disk.Files.Keys, f => f.Contains("000.p/", Ordinal) && f.Contains("/0/", Ordinal));
        Assert.Equal(Sample.Entries(0, 5).Select(Text), copy.ReadAll().Select(Text));
        Assert.Equal(5, at5.Head.Size);
    }

    [Fact]
    public void Same_entries_same_key_same_time_same_bytes()
    {
        static MemoryDisk Made()
        {
            var disk = new MemoryDisk();
            TileLog.Create("/log", Sample.Both, disk, _clock).Append(Sample.Entries(0, 300), Sample.Both, _clock);
            return disk;
        }
        var (a, b) = (Made(), Made());
        Assert.Equal(a.Files.Keys.Order(), b.Files.Keys.Order());
        Assert.All(a.Files, f => Assert.Equal(f.Value, b.Files[f.Key]));
    }

    [Fact]
    public void A_log_works_on_a_real_disk_and_one_writer_keeps_another_out()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "ledger");
        var disk = new Disk();
        TileLog.Create(path, Sample.Both, disk, _clock).Append(Sample.Entries(0, 3), Sample.Both, _clock);
        var log = TileLog.Open(path, disk, Sample.Both.Keys());
        Assert.Equal(4, log.Append(Sample.Entries(3, 4), Sample.Both, _clock).Size);
        Assert.Equal(["0", "1", "2", "3"], log.ReadAll().Select(Text));
        Assert.Empty(TileLog.Verify(path, disk, Sample.Both.Keys()));
        using (FolderLock.Take(path, "appended to", _clock))
            Assert.Contains("is being appended to by process",
                Sample.Line(() => log.Append(Sample.Entries(4, 5), Sample.Both, _clock)), Ordinal);
        Assert.Equal(5, log.Append(Sample.Entries(4, 5), Sample.Both, _clock).Size);
    }

    [Fact]
    public void A_writer_whose_log_has_moved_on_is_told_so_and_the_other_s_entries_stay()
    {
        var disk = new MemoryDisk();
        var mine = TileLog.Create("/log", Sample.One, disk, _clock);
        var other = TileLog.Open("/log", disk, []);
        other.Append(Sample.Entries(0, 7), Sample.One, _clock);
        Assert.Equal("/log had 0 entries when it was opened and has 7 now: another program wrote to it; open it again",
            Sample.Line(() => mine.Append(Sample.Entries(0, 2), Sample.One, _clock)));
        Assert.Equal(7, TileLog.Open("/log", disk, Sample.One.Keys()).Head.Size);
    }

    [Fact]
    public void The_longest_entry_fits_and_a_longer_changes_nothing()
    {
        var disk = new MemoryDisk();
        var log = TileLog.Create("/log", Sample.One, disk, _clock);
        log.Append([new byte[65_535], ReadOnlyMemory<byte>.Empty], Sample.One, _clock);
        Assert.Equal(65_535, TileLog.Open("/log", disk, []).Read(0).Length);
        Assert.Equal(0, log.Read(1).Length);
        Assert.Equal("an entry of 65536 bytes is too long, at most 65535 fit: "
            + "put what is large into blobs/ and name its digest in the entry",
            Sample.Line(() => log.Append([new byte[65_536]], Sample.One, _clock)));
        Assert.Equal(2, log.Head.Size);
    }

    [Fact]
    public void Bytes_beyond_the_checkpoint_are_ignored_and_written_over()
    {
        var disk = new MemoryDisk();
        var log = TileLog.Create("/log", Sample.One, disk, _clock);
        log.Append(Sample.Entries(0, 250), Sample.One, _clock);
        var before = disk.Copy();
        log.Append([.. Enumerable.Repeat(Sample.Entry(77), 300)], Sample.One, _clock);
        disk.Files["/log/checkpoint"] = before.Files["/log/checkpoint"]; // as if the power had gone before it
        foreach (var (path, bytes) in before.Files) disk.Files.TryAdd(path, bytes);
        var again = TileLog.Open("/log", disk, Sample.One.Keys());
        Assert.Empty(TileLog.Verify("/log", disk, Sample.One.Keys()));
        again.Append(Sample.Entries(250, 600), Sample.One, _clock);
        Assert.Equal(Sample.Root(Sample.Leaves(600)), again.Head.Root);
        Assert.Empty(TileLog.Verify("/log", disk, Sample.One.Keys()));
    }

    [Theory]
    [InlineData("/log/format", null, "/log/format is missing: /log is not a ledger")]
    [InlineData("/log/format", "jaram-ledger/2\n", "/log/format says jaram-ledger/2, this program reads "
        + $"jaram-ledger/1: a newer")]
    [InlineData("/log/format", "jaram-ledger/1", "/log/format says \"jaram-ledger/1\", not jaram-ledger/1: it is "
        + $"damaged")]
    [InlineData("/log/format", "hello\n", "/log/format says \"hello\\n\", not jaram-ledger/1: it is damaged")]
    [InlineData("/log/checkpoint", null, "/log/checkpoint is missing: restore it")]
    [InlineData("/log/checkpoint", "", "/log/checkpoint has no text, empty line and signature lines")]
    public void A_log_that_is_not_as_it_should_be_is_not_opened(string file, string? content, string why)
    {
        var disk = new MemoryDisk();
        TileLog.Create("/log", Sample.One, disk, _clock).Append(Sample.Entries(0, 3), Sample.One, _clock);
        if (content is null) disk.Files.Remove(file); else disk.Files[file] = Encoding.UTF8.GetBytes(content);
        Assert.StartsWith(why, Sample.Line(() => TileLog.Open("/log", disk, Sample.One.Keys())), Ordinal);
        var fault = Assert.Single(TileLog.Verify("/log", disk, Sample.One.Keys()));
        Assert.Equal(file, $"/log/{fault.File}");
        Assert.Contains("/log holds", Sample.Line(() => TileLog.Create("/log", Sample.One, disk, _clock)), Ordinal);
        Assert.Contains("/log/tile/entries/000.p/3", disk.Files.Keys); // nothing is lost
    }

    [Theory, InlineData("tile/0/000.p/3"), InlineData("tile/entries/000.p/3")]
    public void A_missing_tile_is_named_and_stops_reading_and_appending(string file)
    {
        var disk = new MemoryDisk();
        var log = TileLog.Create("/log", Sample.One, disk, _clock);
        log.Append(Sample.Entries(0, 3), Sample.One, _clock);
        disk.Files.Remove($"/log/{file}");
        log = TileLog.Open("/log", disk, Sample.One.Keys());
        var why = $"/log/{file} is missing, and the checkpoint counts on it: restore it from a copy of the ledger";
        Assert.Equal(why, Sample.Line(() => log.Read(0)));
        Assert.Equal(why, Sample.Line(() => log.Append(Sample.Entries(3, 4), Sample.One, _clock)));
        Assert.Equal([new LedgerFault(file, why)], TileLog.Verify("/log", disk, Sample.One.Keys()));
        Assert.Contains("open the ledger again",
            Sample.Line(() => log.Append(Sample.Entries(3, 4), Sample.One, _clock)), Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_read_but_not_appended_to()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "ledger");
        TileLog.Create(path, Sample.One, new Disk(), _clock).Append(Sample.Entries(0, 3), Sample.One, _clock);
        var log = TileLog.Open(path, new ReadOnlyDisk(), Sample.One.Keys());
        Assert.Equal("2", Text(log.Read(2)));
        Assert.Empty(TileLog.Verify(path, new ReadOnlyDisk(), Sample.One.Keys()));
        Assert.Contains("Read-only file system",
            Sample.Line(() => log.Append(Sample.Entries(3, 4), Sample.One, _clock)), Ordinal);
    }

    [Fact]
    public void Only_the_log_s_own_keys_append()
    {
        var disk = new MemoryDisk();
        var log = TileLog.Create("/log", Sample.One, disk, _clock);
        Assert.Contains("cannot sign as the log", Sample.Line(
            () => log.Append(Sample.Entries(0, 1), [Sample.Ed(1).ForLog("b")], _clock)), Ordinal);
        Assert.Contains("is signed by", Sample.Line(
            () => log.Append(Sample.Entries(0, 1), [Sample.Ed(3).ForLog(Sample.Origin)], _clock)), Ordinal);
        Assert.Contains("needs a key", Sample.Line(() => log.Append(Sample.Entries(0, 1), [], _clock)), Ordinal);
        var next = Sample.Ed(3).ForLog(Sample.Origin);
        log.Append(Sample.Entries(0, 1), [.. Sample.One, next], _clock); // both: the key changes
        log.Append(Sample.Entries(1, 2), [next], _clock);
        Assert.Contains("is signed by", Sample.Line(() => TileLog.Open("/log", disk, Sample.One.Keys())), Ordinal);
    }

    [Fact]
    public void A_key_that_should_have_signed_and_did_not_is_missed()
    {
        var disk = new MemoryDisk();
        TileLog.Create("/log", Sample.One, disk, _clock);
        Assert.Contains("/log/checkpoint lacks the signature of",
            Sample.Line(() => TileLog.Open("/log", disk, Sample.Both.Keys())), Ordinal);
    }

    [Fact]
    public void An_append_builds_on_nothing_that_the_root_does_not_cover()
    {
        foreach (var file in new[] { "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44" })
        {
            var disk = new MemoryDisk();
            TileLog.Create("/log", Sample.One, disk, _clock).Append(Sample.Entries(0, 300), Sample.One, _clock);
            disk.Files[$"/log/{file}"][5] ^= 1;
            var (log, before) = (TileLog.Open("/log", disk, Sample.One.Keys()), disk.Files["/log/checkpoint"]);
            Assert.StartsWith("/log",
                Sample.Line(() => log.Append(Sample.Entries(300, 301), Sample.One, _clock)), Ordinal);
            Assert.Equal(before, disk.Files["/log/checkpoint"]);
        }
    }

    [Fact]
    public void There_is_no_entry_beyond_the_last()
    {
        var log = TileLog.Create("/log", Sample.One, new MemoryDisk(), _clock);
        Assert.Equal("/log has no entry 0, it has 0: ask for one from 0 up", Sample.Line(() => log.Read(0)));
        Assert.Empty(log.ReadAll());
    }

    private static string Text(ReadOnlyMemory<byte> entry) => Encoding.UTF8.GetString(entry.Span);

    private sealed class ReadOnlyDisk : Disk
    {
        public override IDisposable Lock(string folder, string what, TimeProvider time) =>
            throw new CheckpointException($"{folder}: cannot be locked: Read-only file system");
    }
}
