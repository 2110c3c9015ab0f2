using System.Text;
using CsCheck;

namespace Jaram.Checkpoints.Tests;

public sealed class SafetensorsTests
{
    private static readonly Gen<TensorEntry> _entry =
        from name in Gen.OneOf(Gen.String.AlphaNumeric, Gen.OneOfConst("말.가중치", "وزن", "a\nb\"\\", "𐐷", "\uFFFD", ""))
        from type in Gen.OneOfConst(Enum.GetValues<DType>())
        from shape in Gen.Long[0, 5].Array[0, 3]
        where shape.Aggregate((long)type.Bits, (bits, size) => bits * size) % 8 == 0
        select new TensorEntry(name, type, shape);

    private static readonly Gen<TensorEntry[]> _entries =
        _entry.Array[0, 8].Select(all => all.DistinctBy(e => e.Name).ToArray());

    private static readonly Gen<Dictionary<string, string>> _notes =
        Gen.Dictionary(Gen.String.AlphaNumeric, Gen.OneOfConst("pt", "", "씨앗 \"1\"\n"))[0, 3];

    [Fact]
    public void Whatever_is_written_is_read_back() =>
        Gen.Select(_entries, _notes, Gen.Int).Sample((entries, notes, seed) =>
        {
            using var folder = new TemporaryFolder();
            var path = Path.Combine(folder.Path, "m.safetensors");
            File.WriteAllBytes(path, Written(entries, seed, notes));
            using var reader = SafetensorsReader.Open(path);
            Assert.Equal(notes, reader.Metadata);
            Assert.Equal(entries.ToHashSet(), reader.Tensors.ToHashSet());
            Assert.All(entries, e => Assert.Equal(Bytes(e, seed), reader.Bytes(e.Name).ToArray()));
            Assert.All(entries, e => Assert.Equal(Bytes(e, seed), Copied(reader, e)));
            Assert.All(entries, e => Assert.Equal(e, reader[e.Name]));
            Assert.Equal(Digest.OfTensors(entries, (e, from) => Bytes(e, seed).AsSpan((int)from)), reader.Digest());
        }, iter: 300);

    private static byte[] Copied(SafetensorsReader reader, TensorEntry tensor)
    {
        var bytes = new byte[tensor.ByteCount];
        for (var at = 0; at < bytes.Length; at += 7)
            reader.Copy(tensor, at, bytes.AsSpan(at, Math.Min(7, bytes.Length - at)));
        return bytes;
    }

    [Fact]
    public void The_order_of_listing_changes_no_byte() =>
        Gen.Select(_entries, _notes).Sample((entries, notes) =>
            Assert.Equal(Written(entries, 1, notes),
                Written([.. entries.Reverse()], 1, notes.Reverse().ToDictionary())));

    [Fact]
    public void The_data_begins_at_a_multiple_of_eight() =>
        _entries.Sample(entries => Assert.Equal(0, SafetensorsHeader.Read(Written(entries, 1, []), "f").DataStart % 8));

    [Fact]
    public void Writing_on_what_was_read_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "m.safetensors");
        File.WriteAllBytes(path, Written([new("a", DType.F32, 3), new("b", DType.I64, 2, 2)], 5, []));
        using var reader = SafetensorsReader.Open(path);
        using var copy = new MemoryStream();
        SafetensorsWriter.Write(copy, reader.Tensors, reader.Bytes, reader.Metadata);
        Assert.Equal(File.ReadAllBytes(path), copy.ToArray());
    }

    [Fact]
    public void A_file_is_what_others_write()
    {
        // By hand after prepare() and serialize() of safetensors' tensor.rs: wide types first, then names.
        var json = """{"__metadata__":{"format":"pt"},"""
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"BOOL\",\"shape\":[],\"data_offsets\":[8,9]}}";
        json = json.PadRight((json.Length + 7) / 8 * 8);
        var data = new Dictionary<string, byte[]> { ["a"] = [1], ["b"] = [0, 0, 128, 63, 0, 0, 0, 64] };
        using var file = new MemoryStream();
        SafetensorsWriter.Write(file, [new("a", DType.BOOL), new("b", DType.F32, 1, 2)],
            (tensor, from) => data[tensor.Name].AsSpan((int)from));
        byte[] expected =
            [.. BitConverter.GetBytes((long)json.Length), .. Encoding.UTF8.GetBytes(json), .. data["b"], .. data["a"]];
        Assert.Equal(expected, file.ToArray());
    }

    [Fact]
    public void A_tensor_may_come_in_pieces()
    {
        TensorEntry[] entries = [new("a", DType.I32, 100)];
        using var pieces = new MemoryStream();
        SafetensorsWriter.Write(pieces, entries, (tensor, from) =>
            Bytes(tensor, 3).AsSpan((int)from, Math.Min(37, 400 - (int)from)), new Dictionary<string, string>());
        Assert.Equal(Written(entries, 3, []), pieces.ToArray());
    }

    [Theory]
    [InlineData(0, "has 12 bytes left from 0 on, its source gave 0")]
    [InlineData(13, "has 12 bytes left from 0 on, its source gave 13")]
    [InlineData(5, "has 2 bytes left from 10 on, its source gave 5")]
    public void A_source_that_does_not_fit_the_shape_is_refused(int given, string says)
    {
        var error = Assert.Throws<CheckpointException>(() => SafetensorsWriter.Write(
            Stream.Null, [new("w", DType.F32, 3)], (_, _) => new byte[given]));
        Assert.Contains(says, error.Message, Ordinal);
    }

    [Fact]
    public void Two_tensors_of_one_name_are_refused() =>
        Assert.Contains("2 tensors are named \"w\"", Assert.Throws<CheckpointException>(() => SafetensorsWriter.Write(
            Stream.Null, [new("w", DType.U8, 1), new("w", DType.I8, 1)], (_, _) => [0])).Message, Ordinal);

    [Fact]
    public void A_closed_file_gives_no_more_bytes()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "m.safetensors");
        File.WriteAllBytes(path, Written([new("a", DType.U8, 3)], 1, []));
        var reader = SafetensorsReader.Open(path);
        var error = Assert.Throws<CheckpointException>(() => { reader.Bytes("b"); });
        Assert.Contains("there is no tensor \"b\" among 1", error.Message, Ordinal);
        reader.Dispose();
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { reader.Bytes("a"); });
    }

    internal static byte[] Written(IReadOnlyList<TensorEntry> entries, int seed, Dictionary<string, string> notes)
    {
        using var file = new MemoryStream();
        SafetensorsWriter.Write(file, entries, (tensor, from) => Bytes(tensor, seed).AsSpan((int)from), notes);
        return file.ToArray();
    }

    private static byte[] Bytes(TensorEntry tensor, int seed)
    {
        var bytes = new byte[tensor.ByteCount];
        new Random(seed ^ tensor.Name.Length).NextBytes(bytes);
        return bytes;
    }
}
