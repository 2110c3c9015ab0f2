namespace Jaram.Checkpoints.Tests.Packing;

/// <summary>Packs that were damaged, or made to harm.</summary>
public sealed class PackDamageTests
{
    /// <summary>In the short form; the environment variable JARAM_LONG holds a larger number.</summary>
    private const int Flips = 2_000;

    private const int Names = 3;

    private static readonly HeldTensors[] _versions = Versions();

    [Fact]
    public void Every_flipped_bit_is_caught_and_its_file_named()
    {
        var flips = int.Parse(Environment.GetEnvironmentVariable("JARAM_LONG") ?? $"{Flips}", null);
        var (packs, random, named) = (Packs.Pack(_versions), new Random(11), 0);
        for (var flip = 0; flip < flips; flip++)
        {
            var victim = random.Next(packs.Count);
            var at = random.Next(packs[victim].Length);
            var mask = (byte)(1 << random.Next(8));
            packs[victim][at] ^= mask;
            var error = Assert.Throws<CheckpointException>(() => Packs.Restore(packs, 2, Precision.Exact));
            packs[victim][at] ^= mask;
            Assert.Contains($"/{victim}.pack", error.Message, Ordinal);
            Assert.DoesNotContain(error.Message, char.IsControl);
            if (error.Message.Contains("tensor \"", Ordinal)) named++;
        }
        Assert.True(named > flips / 2, $"{named} of {flips} named the tensor");
        Assert.True(Floats.AreSame(_versions[2], Packs.Restore(packs, 2, Precision.Exact)));
    }

    [Fact]
    public void A_pack_that_was_cut_or_added_to_is_refused()
    {
        var packs = Packs.Pack(_versions);
        foreach (var bytes in new[] { 0, 5, 12, 100, packs[1].Length - 1 })
            Refused([packs[0], packs[1][..bytes], packs[2]], "/1.pack");
        Refused([packs[0], [.. packs[1], 0], packs[2]], "/1.pack");
    }

    [Fact]
    public void An_earlier_version_with_other_content_is_noticed()
    {
        var packs = Packs.Pack(_versions);
        var other = Packs.Pack([Floats.Held([.. _versions[0].Tensors.Select(t => (t.Name, new uint[5_000]))])]);
        var error = Refused([other[0], packs[1], packs[2]], "/2.pack: tensor ");
        Assert.Contains("/0.pack, which holds another: use another version", error, Ordinal);
    }

    [Fact]
    public void Coded_bytes_that_no_packer_wrote_end_in_one_line()
    {
        var random = new Random(5);
        var good = new FloatPacker(ChunkEncoder.MostNumbers).Pack(_versions[0].Patterns("w0"), [], new())!.Value;
        var tensor = _versions[0]["w0"];
        var entry = new PackEntry(tensor, default) { Coding = Coding.Alone };
        var room = new TensorCode.Room(ChunkEncoder.MostNumbers);
        var (refused, into) = (0, new byte[tensor.ByteCount]);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var main = good.Main.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                main[random.Next(trial % 2 == 0 ? 200 : main.Length)] = (byte)random.Next(256);
            if (trial % 5 == 0) main = main[..random.Next(main.Length)];
            try
            {
                var code = TensorCode.Read(entry, main, good.Low, Precision.Exact);
                for (var chunk = 0; chunk < code.Chunks; chunk++) code.Decode(chunk, into, Precision.Exact, room);
            }
            catch (CheckpointException)
            {
                refused++; // whatever else decodes fails its digest
            }
        }
        Assert.True(refused > 10_000, $"{refused} refused");
    }

    [Fact]
    public void An_index_that_claims_too_much_is_refused_before_anything_is_allocated()
    {
        var entry = new PackEntry(new("w", DType.F32, 500_000_000), Digest.Of([])) { Coding = Coding.Alone };
        var error = Assert.Throws<CheckpointException>(() => TensorCode.Read(entry, new byte[100], default, Precision.Exact));
        Assert.NotEmpty(error.Message);
        var head = new PackIndex(0, [entry with { MainBytes = 4_000_000_000 }]).ToBytes();
        Assert.Contains("leave -4000000000 bytes", Refused([head], "/0.pack", step: 0), Ordinal);
        var length = Packs.Pack(_versions)[0];
        BitConverter.GetBytes(uint.MaxValue).CopyTo(length, 8);
        Assert.Contains("claims 4294967295 bytes", Refused([length], "/0.pack", step: 0), Ordinal);
    }

    private static string Refused(IReadOnlyList<byte[]> packs, string file, int step = 2)
    {
        var error = Assert.Throws<CheckpointException>(() => Packs.Restore(packs, step, Precision.Exact));
        Assert.Contains(file, error.Message, Ordinal);
        return error.Message;
    }

    /// <summary>Each hangs on the one before, with all its tensors.</summary>
    private static HeldTensors[] Versions()
    {
        var first = Enumerable.Range(0, Names).Select(i => Floats.Normal(5_000, 0.02, 13, i)).ToArray();
        var second = first.Select((w, i) => Floats.Moved(w, 1e-4, 13, 10 + i)).ToArray();
        var third = second.Select((w, i) => Floats.Moved(w, 1e-4, 13, 20 + i)).ToArray();
        return [.. new[] { first, second, third }.Select(version =>
            Floats.Held([.. version.Select((w, i) => ($"w{i}", w))]))];
    }
}
