using System.Diagnostics;
using System.Text;
using Bad = Xunit.TheoryDataRow<string, byte[], string>;

namespace Jaram.Checkpoints.Tests;

/// <summary>Files made to harm: each ends in one line that says why, or is good after all.</summary>
public sealed class SafetensorsHostileTests
{
    private const string Pair = """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}""";

    public static IEnumerable<Bad> Files =>
    [
        new("nothing", [], "the file has 0 bytes"),
        new("seven bytes", new byte[7], "the file has 7 bytes"),
        new("length past any limit", BitConverter.GetBytes(ulong.MaxValue), "claims 18446744073709551615 bytes, at"),
        new("length just past the limit", [1, 225, 245, 5, 0, 0, 0, 0, .. "{}"u8], "claims 100000001 bytes, at most"),
        new("length past the end", [3, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8], "claims 3 bytes, only 2 follow"),
        new("length of nothing", new byte[8], "must begin with '{'"),
        new("pickles", [.. "PK\u0003\u0004"u8, 0, 0, 0, 0], "never loaded"),
        new("leading space", File(" {}"), "must begin with '{'"),
        new("byte order mark", File("\uFEFF{}"), "must begin with '{'"),
        new("array", File("[]"), "must begin with '{'"),
        new("not JSON", File("{]"), "not JSON"),
        new("JSON that breaks off", File("""{"a":"""), "not JSON"),
        new("comment", File("{/* */}"), "not JSON"),
        new("trailing comma", File(Pair + ",}", 2), "not JSON"),
        new("bad UTF-8", File([.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8]), "not UTF-8"),
        new("half a surrogate pair", File("""{"\ud800":{}}"""), "not JSON"),
        new("trailing line feed", File("{}\n"), "only spaces may follow the header, found 0x0a at byte 10"),
        new("second object", File("{}{}"), "only spaces may follow the header, found 0x7b at byte 10"),
        new("trailing bytes", File("{}", 3), "the tensors take 0 bytes, the file has 3"),
        new("short data", File(Pair + "}", 1), "the tensors take 2 bytes, the file has 1"),
        new("name twice", File(Pair + "," + Pair[1..] + "}", 2), "\"a\" is listed a second time"),
        new("name twice, escaped", File(Pair + "," + Pair[1..].Replace("a\"", "\\u0061\"", Ordinal) + "}", 2),
            "\"a\" is listed a second time"),
        new("hole", File(Two(0, 2, 3, 5), 5), "begins at offset 3, leaving a hole after 2"),
        new("hole at the start", File(Two(1, 3, 3, 5), 5), "begins at offset 1, leaving a hole after 0"),
        new("overlap", File(Two(0, 2, 1, 3), 3), "begins at offset 1, overlapping what ends at 2"),
        new("one region twice", File(Two(0, 2, 0, 2), 2), "begins at offset 0, overlapping what ends at 2"),
        new("offsets reversed", File(Two(2, 0, 0, 2), 2), "takes 2 bytes, its offsets span -2"),
        new("negative offset", File(Two(-2, 0, 0, 2), 2), "whole numbers from 0"),
        new("offset past long", File(One("U8", "[2]", "[9223372036854775808,9223372036854775810]"), 2), "whole numbers"),
        new("float offset", File(One("U8", "[2]", "[0.0,2.0]"), 2), "whole numbers from 0"),
        new("exponent", File(One("U8", "[2]", "[0,2e0]"), 2), "whole numbers from 0"),
        new("text as size", File(One("U8", "[\"2\"]", "[0,2]"), 2), "whole numbers from 0"),
        new("three offsets", File(One("U8", "[2]", "[0,2,2]"), 2), "two data_offsets"),
        new("shape too large", File(One("U8", "[4294967296,4294967296]", "[0,0]")), "more than 2^63 - 1"),
        new("shape too large, then none", File(One("F32", "[9223372036854775807,2,0]", "[0,0]")), "more than 2^63 - 1"),
        new("shape and offsets disagree", File(One("F32", "[2]", "[0,4]"), 4), "takes 8 bytes, its offsets span 4"),
        new("half a byte", File(One("F4", "[3]", "[0,1]"), 1), "has 12 bits, not a multiple of 8"),
        new("three quarters of a byte", File(One("F6_E2M3", "[1]", "[0,1]"), 1), "has 6 bits, not a multiple of 8"),
        new("unknown type", File(One("F128", "[1]", "[0,16]"), 16), "\"F128\" is no element type"),
        new("type in lower case", File(One("f32", "[1]", "[0,4]"), 4), "\"f32\" is no element type"),
        new("type is a number", File("""{"a":{"dtype":3,"shape":[],"data_offsets":[0,1]}}""", 1), "expected String"),
        new("no type", File("""{"a":{"shape":[],"data_offsets":[0,1]}}""", 1), "must have dtype, shape"),
        new("type twice", File("""{"a":{"dtype":"U8","dtype":"U8","shape":[],"data_offsets":[0,1]}}""", 1),
            "\"dtype\" too many"),
        new("unknown field", File("""{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1],"x":1}}""", 1),
            "\"x\" too many"),
        new("tensor is null", File("""{"a":null}"""), "expected StartObject, found Null"),
        new("metadata is not text", File("""{"__metadata__":{"a":1}}"""), "expected String, found Number"),
        new("metadata is deep", File("""{"__metadata__":{"a":{"b":"c"}}}"""), "expected String, found StartObject"),
        new("metadata twice", File("""{"__metadata__":{},"__metadata__":{}}"""), "listed a second time"),
        new("metadata key twice", File("""{"__metadata__":{"a":"1","\u0061":"2"}}"""), "has \"a\" a second time"),
        new("deep nesting", File("{\"a\":" + new string('[', 100_000) + "}"), "expected StartObject, found StartArray"),
        new("name that draws on the terminal", File("{\"\\u001b[31m\\n\":1}"), "expected StartObject, found Number"),
    ];

    [Theory, MemberData(nameof(Files))]
    public void A_bad_file_is_refused_in_one_line(string what, byte[] file, string says)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "bad.safetensors");
        System.IO.File.WriteAllBytes(path, file);
        var error = Assert.Throws<CheckpointException>(() => SafetensorsReader.Open(path));
        Assert.StartsWith(path + ": ", error.Message, Ordinal);
        Assert.True(error.Message.Contains(says, Ordinal), $"{what}: {error.Message}");
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.EndsWith(": get it again", error.Message, Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_in_one_line() =>
        Assert.Matches(@"^/no/m\.safetensors: cannot be opened: .*; check the path, its rights and the disk$",
            Assert.Throws<CheckpointException>(() => SafetensorsReader.Open("/no/m.safetensors")).Message);

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("{}     ", 0)]
    [InlineData("""{"__metadata__":{}}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"F4","shape":[2,3],"data_offsets":[0,3]}}""", 3)]
    [InlineData("""{"b":{"data_offsets":[1,1],"shape":[0],"dtype":"I8"},"""
        + """ "a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1)]
    public void An_odd_but_good_file_is_read(string json, int data) => SafetensorsHeader.Read(File(json, data), "good");

    [Fact]
    public void Many_claims_on_one_region_are_refused_without_as_many_copies()
    {
        var json = new StringBuilder("{");
        for (var i = 0; i < 100_000; i++)
            json.Append(null, $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}},");
        var file = File(json.ToString().TrimEnd(',') + "}", 4);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<CheckpointException>(() => SafetensorsHeader.Read(file, "bomb"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10L * file.Length);
    }

    [Fact]
    public void A_mutant_is_refused_or_its_tensors_tile_the_file()
    {
        const int Mutants = 20_000;
        var wanted = int.Parse(Environment.GetEnvironmentVariable("JARAM_LONG") ?? $"{Mutants}", null);
        var (random, accepted) = (new Random(20260), 0);
        byte[][] seeds = [File(Two(0, 2, 2, 5) + "  ", 5), SafetensorsTests.Written([new("w", DType.BF16, 2, 3),
            new("b", DType.F32, 3), new("편", DType.F4, 4)], 1, new() { ["format"] = "pt" })];
        for (var i = 0; i < wanted; i++)
        {
            var mutant = Mutate(seeds[i % seeds.Length], random);
            try
            {
                Assert.Equal(mutant.Length, Tiled(SafetensorsHeader.Read(mutant, "mutant")));
                accepted++;
            }
            catch (CheckpointException e)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
        }
        Assert.InRange(accepted, 1, wanted - 1);
    }

    private static long Tiled(SafetensorsHeader header) =>
        header.Tensors.Aggregate(header.DataStart, (at, tensor) =>
            tensor.Begin + header.DataStart == at ? at + tensor.Entry.ByteCount : throw new UnreachableException());

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = "0123456789-.,:[]{}\" e\\"u8[random.Next(21)]; break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.RemoveAt(at); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, [.. bytes.Skip(random.Next(bytes.Count)).Take(8)]); break;
            }
        }
        if (random.Next(2) == 0 && bytes.Count >= 8) // else most mutants die of the length alone
            bytes[0] = (byte)(seed[0] + bytes.Count - seed.Length);
        return [.. bytes];
    }

    private static string One(string type, string shape, string offsets) => $"{{{Tensor("a", type, shape, offsets)}}}";

    private static string Two(int begin, int end, int begin2, int end2) =>
        $"{{{Tensor("a", "U8", "[2]", $"[{begin},{end}]")},"
        + $"{Tensor("b", "U8", $"[{Math.Abs(end2 - begin2)}]", $"[{begin2},{end2}]")}}}";

    private static string Tensor(string name, string type, string shape, string offsets) =>
        $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";

    private static byte[] File(string json, int data = 0) => File(Encoding.UTF8.GetBytes(json), data);

    private static byte[] File(byte[] json, int data = 0) =>
        [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[data]];
}
