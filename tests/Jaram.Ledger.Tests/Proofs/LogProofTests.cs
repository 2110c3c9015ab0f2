using System.Text;
using CsCheck;

namespace Jaram.Ledger.Tests.Proofs;

public sealed class LogProofTests
{
    private static readonly Policy _policy = Policy.Parse(Encoding.UTF8.GetBytes(
        $"log {Sample.One[0].Verifier}\nquorum none\n"), "policy");

    [Fact]
    public void A_proof_comes_back_and_convinces_of_its_entry_only() =>
        Gen.Select(Gen.Int[1, 600], Gen.Int[0, 600], Gen.Int[0, 600]).Sample((size, pick, other) =>
        {
            var log = Grown(size);
            var index = pick % size;
            var proof = log.Prove(index) with { Extra = [.. "extra"u8] };
            var bytes = proof.ToBytes();
            var again = LogProof.Parse(bytes, "p");
            Assert.Equal(bytes, again.ToBytes());
            Assert.Equal(size, again.Verify(Sample.Entry(index).Span, _policy, "p").Checkpoint.Head.Size);
            if (other % size == index) return;
            Assert.Contains($"p does not prove that this is entry {index} of {size}",
                Sample.Line(() => again.Verify(Sample.Entry(other % size).Span, _policy, "p")), Ordinal);
            Assert.Contains("does not prove", Sample.Line(() => (again with { Index = other % size })
                .Verify(Sample.Entry(index).Span, _policy, "p")), Ordinal);
        }, iter: 25);

    [Fact]
    public void The_text_is_the_specification_s()
    {
        var log = Grown(3);
        var lines = Encoding.UTF8.GetString(log.Prove(2).ToBytes()).Split('\n');
        Assert.Equal(["c2sp.org/tlog-proof@v1", "index 2"], lines[..2]);
        Assert.Equal(44, lines[2].Length); // the hash over entries 0 and 1
        Assert.Equal(["", Sample.Origin, "3"], lines[3..6]);
        Assert.StartsWith($"— {Sample.Origin} ", lines[8], Ordinal);
    }

    [Fact]
    public void No_flipped_bit_convinces()
    {
        var bytes = Grown(20).Prove(7).ToBytes();
        var end = bytes.AsSpan().IndexOf("—"u8);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Throws<LedgerException>(() => LogProof.Parse(bytes, "p").Verify(Sample.Entry(7).Span, _policy, "p"));
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
        Assert.True(end > 0);
    }

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n", "does not begin with")]
    [InlineData("c2sp.org/tlog-proof@v1\n\nindex 0\n\n", "should be index number")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\n", "should be index number")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\n", "should be 32 bytes in Base64")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AB==\nindex 0\n\n", "should be extra Base64")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", "should be 32 bytes in Base64")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n", "hold an empty line")]
    public void A_damaged_proof_is_refused(string head, string why) =>
        Assert.Contains(why, Sample.Line(() => LogProof.Parse(
            Encoding.UTF8.GetBytes(head + (head.EndsWith("\n\n", Ordinal) ? "o\n0\nx\n\n— a AAAAAAA=\n" : "")), "p")),
            Ordinal);

    [Fact]
    public void Of_64_hashes_none_is_read()
    {
        var hashes = string.Concat(Enumerable.Repeat(new string('A', 43) + "=\n", 64));
        Assert.Contains("has 64 hashes, a proof has at most 63", Sample.Line(() => LogProof.Parse(
            Encoding.UTF8.GetBytes($"c2sp.org/tlog-proof@v1\nindex 0\n{hashes}\no\n0\nx\n\n— a "
                + $"AAAAAAA=\n"), "p")), Ordinal);
    }

    private static TileLog Grown(int size)
    {
        var log = TileLog.Create("/log", Sample.One, new MemoryDisk(), new SetClock(1));
        log.Append(Sample.Entries(0, size), Sample.One, new SetClock(1));
        return log;
    }
}
