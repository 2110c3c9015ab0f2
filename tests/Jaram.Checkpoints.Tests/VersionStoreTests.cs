namespace Jaram.Checkpoints.Tests;

/// <summary>On the real disk.</summary>
public sealed class VersionStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VersionStore _store;

    public VersionStoreTests() => _store = new VersionStore(Versions, new Disk());

    private string Versions => Path.Combine(_folder.Path, "versions");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_published_version_opens_as_it_was_published()
    {
        var published = _store.Publish(120, Sample.Files(120));
        var opened = _store.Open(120);
        Assert.Equal(published.Manifest.Digest, opened.Manifest.Digest);
        Assert.True(Sample.IsOf(opened, 120));
        using var weights = SafetensorsReader.Open(opened.PathOf(Sample.Weights));
        Assert.Equal(2, weights.Tensors.Count);
        Assert.Equal(Path.Combine(Versions, "step-00000120"), opened.Folder);
        Assert.Throws<CheckpointException>(() => opened.PathOf("other"));
    }

    [Fact]
    public void Equal_content_gives_equal_manifests()
    {
        var other = new VersionStore(Path.Combine(_folder.Path, "others"), new Disk());
        _store.Publish(1, Sample.Files(1));
        other.Publish(1, Sample.Files(1).Reverse().ToDictionary());
        Assert.Equal(Read(Versions), Read(Path.Combine(_folder.Path, "others")));
        static byte[] Read(string versions) =>
            File.ReadAllBytes(Path.Combine(versions, "step-00000001", Manifest.FileName));
    }

    [Fact]
    public void Before_the_first_version_there_is_nothing()
    {
        Assert.Empty(_store.Steps());
        Assert.Empty(Assert.IsType<Recovery.Nothing>(_store.FindNewest()).Findings);
        Assert.False(Directory.Exists(Versions)); // looking changes nothing
        Assert.Empty(Assert.IsType<Recovery.Nothing>(_store.Recover()).Findings);
    }

    [Fact]
    public void A_step_is_published_once()
    {
        _store.Publish(5, Sample.Files(5));
        Assert.Contains("step-00000005 is published already, of 1 up to 5: take another step",
            Fails(() => _store.Publish(5, Sample.Files(6))), Ordinal);
        Assert.True(Sample.IsOf(_store.Open(5), 5));
    }

    [Fact]
    public void A_damaged_version_may_be_published_anew()
    {
        _store.Publish(5, Sample.Files(5));
        Flip(5, Sample.Weights, 100, 0);
        _store.Publish(5, Sample.Files(5));
        Assert.True(Sample.IsOf(_store.Open(5), 5));
        Assert.Equal(["step-00000005"], Directory.GetFileSystemEntries(Versions).Select(Path.GetFileName));
    }

    [Fact]
    public void A_version_that_is_not_there_is_told_with_those_that_are()
    {
        Assert.Contains("step-00000009 is not there, published are none", Fails(() => _store.Open(9)), Ordinal);
        _store.Publish(3, Sample.Files(3));
        Assert.Contains("published are 1 up to 3", Fails(() => _store.Open(9)), Ordinal);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    [InlineData("manifest.json")]
    [InlineData("a\n")]
    public void A_name_that_could_reach_elsewhere_is_refused(string name)
    {
        var files = new Dictionary<string, Action<Stream>> { [name] = _ => { } };
        Assert.Contains("cannot be a file of a version", Fails(() => _store.Publish(1, files)), Ordinal);
        Assert.False(Directory.Exists(Versions));
    }

    [Fact]
    public void A_negative_step_is_refused() =>
        Assert.Contains("got -1", Fails(() => _store.Publish(-1, Sample.Files(1))), Ordinal);

    [Fact]
    public void A_writer_that_throws_leaves_nothing()
    {
        var files = Sample.Files(1);
        files["z"] = _ => throw new InvalidOperationException("mine");
        Assert.Throws<InvalidOperationException>(() => _store.Publish(1, files));
        Assert.Empty(Directory.GetFileSystemEntries(Versions));
    }

    [Fact]
    public void What_a_stopped_run_left_is_collected_and_told()
    {
        _store.Publish(1, Sample.Files(1));
        Directory.CreateDirectory(Path.Combine(Versions, "step-00000002.tmp"));
        Directory.Move(_store.Publish(3, Sample.Files(3)).Folder, Path.Combine(Versions, "step-00000003.gone"));
        Directory.CreateDirectory(Path.Combine(Versions, "step-4.tmp")); // not a name of ours: left alone
        var found = Assert.IsType<Recovery.Found>(_store.Recover());
        Assert.Equal(1, found.Version.Step);
        Assert.Equal(["step-00000003.gone", "step-00000002.tmp"],
            found.Findings.Select(f => Path.GetFileName(f.Folder)));
        Assert.Equal(["step-00000001", "step-4.tmp"],
            Directory.GetDirectories(Versions).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_draft_of_another_run_is_not_touched_by_looking()
    {
        Directory.CreateDirectory(Path.Combine(Versions, "step-00000002.tmp"));
        _store.FindNewest();
        Assert.True(Directory.Exists(Path.Combine(Versions, "step-00000002.tmp")));
    }

    [Theory]
    [InlineData("cut", "model.safetensors has 5039 bytes, the manifest says 5200: the file was cut short")]
    [InlineData("grown", "model.safetensors has 5201 bytes, the manifest says 5200: the file was added to")]
    [InlineData("flipped", "model.safetensors is damaged in chunk 0 of 1, bytes 0 to 5200: found ")]
    [InlineData("missing", "trainer.json is missing")]
    [InlineData("no manifest", "manifest.json is missing")]
    [InlineData("cut manifest", "manifest.json has 100 bytes that are not a manifest")]
    [InlineData("other manifest", "manifest.json is of step 1, not 2")]
    [InlineData("stray file", "holds \"stray\", not in its manifest")]
    public void A_damaged_version_is_passed_over_and_told(string how, string why)
    {
        _store.Publish(1, Sample.Files(1));
        var folder = _store.Publish(2, Sample.Files(2)).Folder;
        Damage(how, folder);
        var found = Assert.IsType<Recovery.Found>(_store.Recover());
        Assert.Equal(1, found.Version.Step);
        var finding = Assert.Single(found.Findings);
        Assert.Equal(folder, finding.Folder);
        Assert.Contains(why, finding.Why, Ordinal);
        Assert.Contains(why, Fails(() => _store.Open(2)), Ordinal);
        Assert.Equal([1, 2], _store.Steps()); // it is kept as evidence
    }

    [Fact]
    public void When_no_version_verifies_it_is_said_of_each()
    {
        _store.Publish(1, Sample.Files(1));
        _store.Publish(2, Sample.Files(2));
        Flip(1, Sample.State, 3, 1);
        Flip(2, Sample.State, 3, 1);
        Assert.Equal(2, Assert.IsType<Recovery.Nothing>(_store.Recover()).Findings.Count);
    }

    [Fact]
    public void Every_flipped_bit_is_found_with_its_file_and_chunk()
    {
        _store.Publish(1, Sample.Files(1, bytes: 2 * FileRecord.ChunkBytes + 500_000));
        _store.Publish(2, Sample.Files(2));
        foreach (var (step, name, flips) in new[] { (1, Sample.Weights, 16), (2, Sample.Weights, 300),
            (2, Sample.State, 300), (2, Manifest.FileName, 300) })
            FlipBits(Path.Combine(Versions, $"step-{step:D8}", name), flips, () => _store.Open(step));
        Assert.Equal(3, _store.Open(1).Manifest.Files[0].Chunks.Length);
    }

    private static void FlipBits(string path, int flips, Action open)
    {
        var random = new Random(3);
        for (var flip = 0; flip < flips; flip++)
        {
            var (at, bit) = (random.Next((int)new FileInfo(path).Length), random.Next(8));
            Flip(path, at, bit);
            var said = Fails(open);
            Assert.StartsWith(path, said, Ordinal);
            if (Path.GetFileName(path) != Manifest.FileName)
                Assert.Contains($" in chunk {at / FileRecord.ChunkBytes} of ", said, Ordinal);
            Flip(path, at, bit);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(FileRecord.ChunkBytes + 1)]
    public void A_manifest_whose_hashes_contradict_each_other_is_refused(int length)
    {
        var bytes = new byte[length];
        var chunks = bytes.Chunk(FileRecord.ChunkBytes).Select(chunk => Digest.Of(chunk));
        var right = new FileRecord("f", length, Digest.Of(bytes), [.. chunks]);
        right.Check(new MemoryStream(bytes), "f");
        var wrong = right with { Sha256 = Digest.Of("other"u8) };
        Assert.Contains("contradicts itself", Assert.Throws<CheckpointException>(
            () => wrong.Check(new MemoryStream(bytes), "f")).Message, Ordinal);
    }

    [Fact]
    public void A_manifest_holds_the_hash_that_sha256sum_prints()
    {
        var version = _store.Publish(1, Sample.Files(1));
        var hash = Digest.Of(File.ReadAllBytes(version.PathOf(Sample.State))).ToString();
        var manifest = File.ReadAllText(Path.Combine(version.Folder, Manifest.FileName));
        Assert.Contains($"\"sha256\": \"{hash}\"", manifest, Ordinal);
    }

    [Fact]
    public void The_last_and_every_nth_are_kept()
    {
        for (var step = 10; step <= 100; step += 10) _store.Publish(step, Sample.Files(step));
        Assert.Equal([10, 20, 40, 50, 70, 80], _store.Prune(new Retention { Last = 2, Every = 30 }));
        Assert.Equal([30, 60, 90, 100], _store.Steps());
        Assert.Empty(_store.Prune(new Retention { Last = 2, Every = 30 }));
    }

    [Fact]
    public void The_newest_that_verifies_is_never_deleted()
    {
        for (var step = 1; step <= 4; step++) _store.Publish(step, Sample.Files(step));
        Flip(3, Sample.Weights, 9, 2);
        Flip(4, Sample.Weights, 9, 2);
        Assert.Equal([1], _store.Prune(new Retention { Last = 2 }));
        Flip(2, Sample.Weights, 9, 2);
        Assert.Empty(_store.Prune(new Retention { Last = 1 })); // nothing verifies: nothing goes
        Assert.Equal([2, 3, 4], _store.Steps());
    }

    [Fact]
    public void Keeping_none_is_refused() => Assert.Throws<CheckpointException>(() => new Retention { Last = 0 });

    private static string Fails(Action act) => Assert.Throws<CheckpointException>(act).Message;

    private void Flip(long step, string name, int at, int bit) =>
        Flip(Path.Combine(Versions, $"step-{step:D8}", name), at, bit);

    private static void Flip(string path, int at, int bit)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        var old = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(old ^ (1 << bit)));
    }

    private void Damage(string how, string folder)
    {
        var (weights, manifest) = (Path.Combine(folder, Sample.Weights), Path.Combine(folder, Manifest.FileName));
        switch (how)
        {
            case "cut": using (var file = File.OpenWrite(weights)) file.SetLength(5039); break;
            case "grown": File.AppendAllText(weights, "x"); break;
            case "flipped": Flip(2, Sample.Weights, 4000, 7); break;
            case "missing": File.Delete(Path.Combine(folder, Sample.State)); break;
            case "no manifest": File.Delete(manifest); break;
            case "cut manifest": using (var file = File.OpenWrite(manifest)) file.SetLength(100); break;
            case "other manifest":
                File.Copy(manifest.Replace("step-00000002", "step-00000001", Ordinal), manifest, true);
                break;
            case "stray file": File.WriteAllText(Path.Combine(folder, "stray"), "x"); break;
            default: throw new ArgumentOutOfRangeException(nameof(how));
        }
    }
}
