using CsCheck;
using Jaram.Checkpoints.Gguf;

namespace Jaram.Checkpoints.Tests.Gguf;

public sealed class GgufTests
{
    /// <summary>One key of every type.</summary>
    internal static GgufMetadata Everything => new GgufMetadata().Add("general.architecture", "llama")
        .Add("u8", (byte)1).Add("i8", (sbyte)-1).Add("u16", (ushort)2).Add("i16", (short)-2).Add("u32", 3u).Add("i32", -3)
        .Add("f32", 1e-6f).Add("flag", true).Add("u64", ulong.MaxValue).Add("i64", long.MinValue).Add("f64", Math.PI)
        .Add("texts", new[] { "", "가", "<|bos|>" }).Add("bytes", new byte[] { 1, 2 }).Add("numbers", new[] { 1f, -2f })
        .Add("flags", new[] { true, false }).Add("longs", new[] { -1L, 1 });

    [Fact]
    public void A_tiny_file_has_just_these_bytes()
    {
        var file = Written(new GgufMetadata().Add("a", 7u).Add("b", new[] { "x" }), [new("w", GgufType.F32, 1, 2)]);
        Assert.Equal("47475546" + "03000000" + "0100000000000000" + "0200000000000000"              // GGUF 3, 1 and 2
            + "010000000000000061" + "04000000" + "07000000"                                        // a: u32 7
            + "010000000000000062" + "09000000" + "08000000" + "0100000000000000" + "010000000000000078" // b: ["x"]
            + "010000000000000077" + "02000000" + "0200000000000000" + "0100000000000000"           // w: 2 by 1, innermost first
            + "00000000" + "0000000000000000"                                                       // F32 at 0
            + new string('0', 2 * ((32 - 116 % 32) % 32))
            + "0000000001000000" + new string('0', 48), Convert.ToHexString(file));
    }

    [Fact]
    public void Every_type_of_value_comes_back_as_it_was()
    {
        var file = Written(Everything, []);
        var read = GgufHeader.Read(file, file.Length, "file").Metadata;
        Assert.Equal(Everything.Keys, read.Keys);
        foreach (var key in Everything.Keys)
        {
            Assert.Equal(Everything[key], read[key]);
            Assert.Equal(Everything[key].GetType(), read[key].GetType());
        }
        Assert.Equal((1e-6, 3, "llama", true), (read.Real("f32"), read.Whole("u32"), read.Text("general.architecture"),
            read.Flag("flag")));
        Assert.Contains("is \"-3\" (Int32), expected a whole number",
            Assert.Throws<CheckpointException>(() => read.Whole("i32")).Message, Ordinal);
        Assert.Contains("\"none\" is missing", Assert.Throws<CheckpointException>(() => read.Text("none")).Message, Ordinal);
    }

    private static readonly Gen<GgufTensor[]> _tensors =
        from shapes in Gen.Select(Gen.OneOfConst(GgufType.F32, GgufType.F16, GgufType.BF16, GgufType.Q80, GgufType.Q40,
            GgufType.Q4K, GgufType.Q5K, GgufType.Q6K), Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3]).Array[0, 8]
        select shapes.Select((s, i) => new GgufTensor($"t{i}", s.Item1, s.Item2, s.Item3,
            s.Item4 * s.Item1.Blocks.BlockLength)).ToArray();

    [Fact]
    public void Tensors_come_back_with_every_bit_at_any_alignment() =>
        Gen.Select(_tensors, Gen.Int[0, 8]).Sample((tensors, power) =>
        {
            var file = Written(new GgufMetadata().Add(GgufMetadata.AlignmentKey, 1u << power), tensors);
            var header = GgufHeader.Read(file, file.Length, "file");
            Assert.Equal(tensors, header.Tensors.Select(placed => placed.Tensor));
            Assert.All(header.Tensors, placed =>
            {
                Assert.Equal(0, (header.DataStart + placed.Begin) % (1 << power) * 1L);
                Assert.Equal(BytesOf(placed.Tensor),
                    file.AsSpan((int)(header.DataStart + placed.Begin), (int)placed.Tensor.ByteCount));
            });
        }, iter: 300);

    [Fact]
    public void A_mapped_file_gives_numbers_from_any_block_on()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.gguf");
        GgufTensor[] tensors = [new("w", GgufType.Q80, 3, 64), new("v", GgufType.F32, 5)];
        File.WriteAllBytes(path, Written(new(), tensors));
        using var file = GgufReader.Open(path);
        var (whole, part) = (new float[192], new float[64]);
        file.Read("w", 0, whole);
        file.Read("w", 96, part);
        Assert.Equal(whole[96..160], part);
        Assert.Contains("in blocks of 32, not 64 from 5",
            Assert.Throws<CheckpointException>(() => file.Read("w", 5, part)).Message, Ordinal);
        Assert.Contains("has 5 numbers", Assert.Throws<CheckpointException>(() => file.Read("v", 0, part)).Message, Ordinal);
        Assert.Contains("no tensor \"x\" among 2",
            Assert.Throws<CheckpointException>(() => file.Read("x", 0, part)).Message, Ordinal);
    }

    [Fact]
    public void A_source_that_gives_too_much_or_nothing_is_refused()
    {
        GgufTensor[] one = [new("w", GgufType.F32, 2)];
        foreach (var length in (int[])[0, 9])
            Assert.Contains("give bytes that fit", Assert.Throws<CheckpointException>(() =>
                GgufWriter.Write(Stream.Null, new(), one, (_, _) => new byte[length])).Message, Ordinal);
        Assert.Contains("2 tensors are named \"w\"", Assert.Throws<CheckpointException>(() =>
            GgufWriter.Write(Stream.Null, new(), [.. one, .. one], (_, _) => new byte[8])).Message, Ordinal);
    }

    /// <summary>A file whose tensors' bytes follow from their names, handed out in pieces.</summary>
    internal static byte[] Written(GgufMetadata metadata, GgufTensor[] tensors)
    {
        using var file = new MemoryStream();
        GgufWriter.Write(file, metadata, tensors, (tensor, from) =>
        {
            var left = BytesOf(tensor).AsSpan((int)from);
            return left[..Math.Min(left.Length, 7)];
        });
        return file.ToArray();
    }

    /// <summary>0, 0, 0, 0, 1, 0, 0, 0 and so on: as halves and scales they are small and finite.</summary>
    private static byte[] BytesOf(GgufTensor tensor) =>
        [.. Enumerable.Range(0, (int)tensor.ByteCount).Select(i => (byte)(i % 4 == 0 ? i / 4 : 0))];
}
