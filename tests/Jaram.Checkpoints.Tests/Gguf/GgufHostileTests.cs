using Jaram.Checkpoints.Gguf;
using Bad = Xunit.TheoryDataRow<string, byte[], string>;
using static Jaram.Checkpoints.Tests.Gguf.RawGguf;

namespace Jaram.Checkpoints.Tests.Gguf;

/// <summary>Files made to harm: each ends in one line that says why, or is good after all.</summary>
public sealed class GgufHostileTests
{
    private const uint F32 = 0, U32Kind = 4, TextKind = 8, ListKind = 9;

    public static IEnumerable<Bad> Files =>
    [
        new("nothing", [], "the word GGUF takes 4 bytes, 0 are left"),
        new("three bytes", "GGU"u8.ToArray(), "takes 4 bytes, 3 are left"),
        new("other magic", "GGML\u0003\0\0\0"u8.ToArray(), "must begin with the word GGUF"),
        new("a zip", "PK\u0003\u0004"u8.ToArray(), "must begin with the word GGUF"),
        new("no version", "GGUF"u8.ToArray(), "the version takes 4 bytes, 0 are left"),
        new("version 0", new RawGguf().Raw("GGUF"u8).U32(0).U64(0).U64(0).Bytes, "the version is 0, 3 is read"),
        new("version 1", new RawGguf().Raw("GGUF"u8).U32(1).U64(0).U64(0).Bytes, "the version is 1, 3 is read"),
        new("version of the future", new RawGguf().Raw("GGUF"u8).U32(4).U64(0).U64(0).Bytes, "is 4, 3 is read"),
        new("the other way round", new RawGguf().Raw("GGUF"u8).U32(3u << 24).U64(0).U64(0).Bytes, "big-endian"),
        new("breaks off in the counts", new RawGguf().Raw("GGUF"u8).U32(3).U64(0).Bytes, "keys takes 8 bytes"),
        new("-1 tensors", Head(ulong.MaxValue, 0).Bytes, "tensors: 18446744073709551615 are claimed"),
        new("-1 keys", Head(0, ulong.MaxValue).Bytes, "keys: 18446744073709551615 are claimed"),
        new("tensors that do not fit", Head(1 << 20, 0).Bytes, "tensors: 1048576 are claimed, which take 25 bytes"),
        new("keys that do not fit", Head(0, 1 << 20).Bytes, "keys: 1048576 are claimed, which take 14 bytes"),
        new("key of -1 bytes", OfKey(f => f.U64(ulong.MaxValue).U64(0).U64(0)), "a key: 18446744073709551615 are claimed"),
        new("key past the end", OfKey(f => f.U64(100).U64(0).U64(0)), "a key: 100 are claimed"),
        new("empty key", OfKey(f => f.Key("", U32Kind).U32(1).U64(0)), "a key is empty"),
        new("key twice", Head(0, 2).Key("a", U32Kind).U32(1).Key("a", U32Kind).U32(1).Bytes, "\"a\" is there a second"),
        new("key is no UTF-8", OfKey(f => f.U64(2).Raw([0xC3, 0x28]).U32(U32Kind).U32(1)), "a key at byte 32 is not UTF-8"),
        new("type 13", OfKey(f => f.Key("a", 13).U64(0)), "key \"a\" has type 13, GGUF has 0 to 12"),
        new("type -1", OfKey(f => f.Key("a", uint.MaxValue).U64(0)), "has type 4294967295"),
        new("no value", OfKey(f => f.Key("abc", U32Kind)), "key \"abc\" takes 4 bytes, 0 are left"),
        new("half a value", OfKey(f => f.Key("abc", 12).U32(1)), "key \"abc\" takes 8 bytes, 4 are left"),
        new("truth of 2", OfKey(f => f.Key("a", 7).Raw([2, 0])), "key \"a\" is 2, a truth value is 0 or 1"),
        new("text of 2^63 bytes", OfKey(f => f.Key("a", TextKind).U64(1UL << 63)), "9223372036854775808 are claimed"),
        new("text past the end", OfKey(f => f.Key("a", TextKind).U64(9).U32(0)), "9 are claimed, which take 1 bytes"),
        new("text is no UTF-8", OfKey(f => f.Key("a", TextKind).U64(1).Raw([0xFF])), "key \"a\" at byte 45 is not UTF-8"),
        new("list of lists", OfKey(f => f.Key("a", ListKind).U32(ListKind).U64(0)), "list of lists"),
        new("list of type 13", OfKey(f => f.Key("a", ListKind).U32(13).U64(0)), "has type 13"),
        new("list of 2^40 numbers", OfKey(f => f.Key("a", ListKind).U32(6).U64(1UL << 40)), "1099511627776 are claimed"),
        new("list of -1 numbers", OfKey(f => f.Key("a", ListKind).U32(6).U64(ulong.MaxValue)), "are claimed"),
        new("list whose bytes wrap around", OfKey(f => f.Key("a", ListKind).U32(12).U64((1UL << 61) + 1)), "are claimed"),
        new("list of texts past the end", OfKey(f => f.Key("a", ListKind).U32(TextKind).U64(3).U64(0)), "3 are claimed"),
        new("list of a long text", OfKey(f => f.Key("a", ListKind).U32(TextKind).U64(1).U64(5)), "5 are claimed"),
        new("list of truths of 2", OfKey(f => f.Key("a", ListKind).U32(7).U64(1).Raw([2])), "a truth value is 0 or 1"),
        new("alignment 13", Aligned(U32Kind, f => f.U32(13)), "general.alignment is 13 (UInt32)"),
        new("alignment 0", Aligned(U32Kind, f => f.U32(0)), "general.alignment is 0 (UInt32)"),
        new("alignment of 2 GiB", Aligned(U32Kind, f => f.U32(1u << 31)), "power of two up to 1048576"),
        new("alignment of another type", Aligned(10, f => f.U64(32)), "general.alignment is 32 (UInt64)"),
        new("alignment is a text", Aligned(TextKind, f => f.Text("32")), "general.alignment is 32 (String)"),
        new("name of 64 bytes", OfOne(f => f.Tensor(new('n', 64), F32, 0, 8)), "cannot name a tensor"),
        new("empty name", OfOne(f => f.Tensor("", F32, 0, 8)), "cannot name a tensor"),
        new("name twice", Head(2, 0).Tensor("a", F32, 0, 8).Tensor("a", F32, 32, 8).Pad().Raw(new byte[64]).Bytes,
            "tensor \"a\" is listed a second time"),
        new("five dimensions", OfOne(f => f.Tensor("a", F32, 0, 1, 1, 1, 1, 1)), "has 5 dimensions, at most 4"),
        new("4 billion dimensions", OfOne(f => f.Text("a").U32(uint.MaxValue).U64(0).U64(0)), "has 4294967295 dimensions"),
        new("size of -1", OfOne(f => f.Tensor("a", F32, 0, ulong.MaxValue)), "has the size 18446744073709551615"),
        new("sizes of 2^64", OfOne(f => f.Tensor("a", F32, 0, 1UL << 32, 1UL << 32)), "more than 2^63 - 1 numbers"),
        new("sizes of 2^64, then none", OfOne(f => f.Tensor("a", F32, 0, 0, 1UL << 62, 4)), "more than 2^63 - 1 numbers"),
        new("bytes of 2^64", OfOne(f => f.Tensor("a", F32, 0, 1UL << 62)), "takes more than 2^63 - 1 bytes"),
        new("type that is not read", OfOne(f => f.Tensor("a", 39, 0, 32)), "has type 39, Jaram reads 0 (f32), 1 (f16)"),
        new("type of -1", OfOne(f => f.Tensor("a", uint.MaxValue, 0, 8)), "has type -1"),
        new("half a block", OfOne(f => f.Tensor("a", 8, 0, 48)), "has rows of 48 numbers, q8_0 stores blocks of 32"),
        new("half a large block", OfOne(f => f.Tensor("a", 12, 0, 128, 2)), "q4_k stores blocks of 256"),
        new("offset 1", OfOne(f => f.Tensor("a", F32, 1, 8)), "begins at offset 1, expected 0"),
        new("offset that wraps around", OfOne(f => f.Tensor("a", F32, ulong.MaxValue, 8)), "offset 18446744073709551615"),
        new("overlap", Head(2, 0).Tensor("a", F32, 0, 8).Tensor("b", F32, 0, 8).Pad().Raw(new byte[64]).Bytes,
            "\"b\" f32 [8] begins at offset 0, expected 32"),
        new("hole", Head(2, 0).Tensor("a", F32, 0, 8).Tensor("b", F32, 64, 8).Pad().Raw(new byte[96]).Bytes,
            "begins at offset 64, expected 32"),
        new("unpadded offset", Head(2, 0).Tensor("a", F32, 0, 1).Tensor("b", F32, 4, 1).Pad().Raw(new byte[64]).Bytes,
            "begins at offset 4, expected 32"),
        new("two tensors of nearly 2^63 bytes", Head(2, 0).Tensor("a", 1, 0, 0x3FFFFFFFFFFFFFE0)
            .Tensor("b", 1, 0x7FFFFFFFFFFFFFC0, 0x3FFFFFFFFFFFFFE0).Pad().Bytes, "more than 2^63 - 1 bytes"),
        new("short data", OfOne(f => f.Tensor("a", F32, 0, 8), 31), "the tensors take 32 bytes, the file has 31 after"),
        new("no data", OfOne(f => f.Tensor("a", F32, 0, 8), 0), "the tensors take 32 bytes, the file has 0 after"),
        new("trailing bytes", OfOne(f => f.Tensor("a", F32, 0, 8), 33), "the tensors take 32 bytes, the file has 33"),
        new("a terabyte in a kilobyte", OfOne(f => f.Tensor("a", F32, 0, 1UL << 38), 900), "1099511627776 bytes, the file"),
        new("name that draws on the terminal", OfOne(f => f.Tensor("\u001b[31m\n", F32, 1, 8)), "\\u001B[31m\\n"),
    ];

    [Theory, MemberData(nameof(Files))]
    public void A_bad_file_is_refused_in_one_line(string what, byte[] file, string says)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "bad.gguf");
        File.WriteAllBytes(path, file);
        var error = Assert.Throws<CheckpointException>(() => GgufReader.Open(path));
        Assert.StartsWith(path + ": ", error.Message, Ordinal);
        Assert.True(error.Message.Contains(says, Ordinal), $"{what}: {error.Message}");
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.EndsWith(": get it again", error.Message, Ordinal);
    }

    public static TheoryData<string, byte[]> GoodFiles => new()
    {
        { "empty", Head(0, 0).Bytes },
        { "zero dimension", OfOne(f => f.Tensor("a", F32, 0, 0, 7), 0) },
        { "no dimension", OfOne(f => f.Tensor("a", F32, 0), 4) },
        { "last padding is missing", OfOne(f => f.Tensor("a", F32, 0, 3), 12) },
        { "name of 63 bytes", OfOne(f => f.Tensor(new('n', 63), F32, 0, 8)) },
        { "empty list", OfKey(f => f.Key("a", ListKind).U32(TextKind).U64(0)) },
        { "alignment of 1", Aligned(U32Kind, f => f.U32(1)) },
    };

    [Theory, MemberData(nameof(GoodFiles))]
    public void An_odd_but_good_file_is_read(string what, byte[] file) =>
        Assert.NotNull(GgufHeader.Read(file, file.Length, what));

    [Fact]
    public void Claims_cost_no_more_memory_than_a_few_times_the_file()
    {
        var texts = OfKey(f => f.Key("a", ListKind).U32(TextKind).U64(100_000).Raw(new byte[800_000]));
        var tensors = Head(40_000, 0);
        for (var i = 0; i < 40_000; i++) tensors.Tensor($"{i}", F32, 0, 1);
        var torn = tensors.Bytes[..^1];
        Assert.InRange(Allocated(() => GgufHeader.Read(texts, texts.Length, "texts")), 0, 10L * texts.Length);
        Assert.InRange(Allocated(() => Assert.Throws<CheckpointException>(() => GgufHeader.Read(torn, torn.Length, "torn"))),
            0, 20L * torn.Length);
    }

    [Fact]
    public void A_mutant_is_refused_or_its_tensors_tile_the_file()
    {
        const int Mutants = 20_000;
        var wanted = int.Parse(Environment.GetEnvironmentVariable("JARAM_LONG") ?? $"{Mutants}", null);
        var (random, accepted) = (new Random(20261), 0);
        var seed = GgufTests.Written(GgufTests.Everything, [new("a", GgufType.F32, 3, 2), new("b", GgufType.Q80, 1, 32),
            new("다", GgufType.BF16, 5)]);
        for (var i = 0; i < wanted; i++)
        {
            var mutant = Mutate(seed, random);
            try
            {
                var header = GgufHeader.Read(mutant, mutant.Length, "mutant");
                var end = header.Tensors.Aggregate(header.DataStart, (_, t) => header.DataStart + t.Begin + t.Tensor.ByteCount);
                Assert.InRange(end, 0, mutant.Length);
                accepted++;
            }
            catch (CheckpointException e)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
        }
        Assert.InRange(accepted, 1, wanted - 1);
    }

    private static byte[] Aligned(uint type, Func<RawGguf, RawGguf> value) =>
        OfKey(f => value(f.Key(GgufMetadata.AlignmentKey, type)));

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)255; break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                case 4: bytes.RemoveAt(at); break;
                default: bytes.RemoveRange(at, Math.Min(8, bytes.Count - at)); break;
            }
            if (bytes.Count == 0) break;
        }
        return [.. bytes];
    }
}
