using System.Text;
using System.Text.Json.Serialization;
using CsCheck;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests.Statements;

public sealed class StatementTests
{
    private const string Kind = "https://example.org/raise/v1";
    private static readonly Statement<Raise> _raise = new([new("seedling", Digest.Of("weights"u8))], Kind,
        new("한글 + عربي <b>", 12, [new("loss", 0.5)]));

    [Fact]
    public void The_bytes_are_these()
    {
        string[] parts =
        [
            """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"seedling","digest":{"sha256":""",
            $"\"{Digest.Of("weights"u8)}\"", """}}],"predicateType":"https://example.org/raise/v1","predicate":""",
            """{"Cause":"한글 + عربي <b>","Step":12,"Measures":[{"Name":"loss","Value":0.5}]}}""",
        ];
        Assert.Equal(string.Concat(parts), Encoding.UTF8.GetString(Bytes()));
    }

    [Fact]
    public void A_statement_comes_back()
    {
        var again = Statement.Parse(Bytes(), Kind, StatementJson.Default.Raise, "entry 0");
        Assert.Equal(Bytes(), again.ToBytes(StatementJson.Default.Raise));
        Assert.Equal(_raise.Subjects, again.Subjects);
        Assert.Equal(Kind, Statement.PredicateType(Bytes(), "entry 0"));
    }

    public static TheoryData<string, string, string> Changes => new()
    {
        { "{\"_type\"", " {\"_type\"", "is not written as this program writes it" },
        { "\"Step\":12", "\"Step\":12.0", "are not what it should be" },
        { "\"Step\":12", "\"Step\":1,\"Step\":12", "are not what it should be" },
        { "\"Step\":12", "\"\\u0053tep\":12", "is not written as this program writes it" },
        { "\"Step\":12", "\"Step\":12,\"More\":1", "is not written as this program writes it" },
        { "\"Step\":12,", "", "are not what it should be" },
        { "\"Value\":0.5", "\"Value\":0.50", "is not written as this program writes it" },
        { "한", "\\ud55c", "is not written as this program writes it" },
        { "Statement/v1", "Statement/v2", "expected https://in-toto.io/Statement/v1" },
        { "raise/v1", "mend/v1", "is of the kind" },
        { "\"sha256\":\"", "\"sha256\":\"A", "is not a SHA-256" },
        { "\"sha256\"", "\"sha512\"", "are not what it should be" },
        { "\"predicate\":{", "\"predicate\":{\"Deep\":" + new string('[', 70), "are not what it should be" },
        { "]}}", "]}}}", "are not what it should be" },
        { "]}}", "]}} ", "is not written as this program writes it" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Anything_but_the_one_form_is_refused(string from, string to, string why)
    {
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Bytes()).Replace(from, to, Ordinal));
        var line = Sample.Line(() => Statement.Parse(changed, Kind, StatementJson.Default.Raise, "entry 7"));
        Assert.StartsWith("entry 7", line, Ordinal);
        Assert.Contains(why, line, Ordinal);
    }

    [Fact]
    public void A_signed_entry_comes_back_and_verifies_with_its_key_only()
    {
        var (maker, other) = (Sample.Ed(60).ForLog("maker.example"), Sample.Ed(61).ForLog("maker.example"));
        var envelope = Envelope.Sign(Bytes(), maker);
        var again = Envelope.Parse(envelope.ToBytes(), "entry 0");
        Assert.Equal(envelope.ToBytes(), again.ToBytes());
        Assert.Equal([maker.Verifier], again.Verify([maker.Verifier, other.Verifier], "entry 0"));
        Assert.Contains("is signed by \"maker.example+", Sample.Line(() => again.Verify([other.Verifier], "entry "
            + $"0")), Ordinal);
        Assert.Contains("is not over this payload", Sample.Line(
            () => (again with { Payload = "{}"u8.ToArray() }).Verify([maker.Verifier], "entry 0")), Ordinal);
        Assert.Equal(envelope.ToBytes(), Envelope.Sign(Bytes(), maker).ToBytes());
    }

    [Fact]
    public void What_is_signed_is_DSSE_s_own_example_in_form() =>
        Assert.Equal("DSSEv1 28 application/vnd.in-toto+json 11 hello world",
            Encoding.UTF8.GetString(Envelope.Message("hello world"u8)));

    [Fact]
    public void No_flipped_bit_of_an_entry_goes_unseen()
    {
        var maker = Sample.Ed(60).ForLog("maker.example");
        var bytes = Envelope.Sign(Bytes(), maker).ToBytes();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Throws<LedgerException>(() => Envelope.Parse(bytes, "e").Verify([maker.Verifier], "e"));
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void Whatever_bytes_come_reading_an_entry_gives_it_or_one_line() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            try { return Envelope.Parse(bytes, "e").ToBytes().AsSpan().SequenceEqual(bytes); }
            catch (LedgerException e) { return !e.Message.Contains('\n', Ordinal); }
        }, iter: 2_000);

    [Fact]
    public void An_entry_that_is_too_long_is_refused_before_it_is_appended() =>
        Assert.Matches("^an entry of [0-9]+ bytes is too long, at most 65535 fit: ",
            Sample.Line(() => Envelope.Sign(new byte[60_000], Sample.Ed(60).ForLog("m")).ToBytes()));

    [Fact]
    public void Entries_are_signed_with_Ed25519() =>
        Assert.Contains("use an Ed25519 "
            + $"key", Sample.Line(() => Envelope.Sign(Bytes(), Sample.Ml(60).ForLog("m"))), Ordinal);

    private static byte[] Bytes() => _raise.ToBytes(StatementJson.Default.Raise);
}

internal sealed record Raise(string Cause, int Step, IReadOnlyList<Measure> Measures);

internal sealed record Measure(string Name, double Value);

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Raise))]
internal sealed partial class StatementJson : JsonSerializerContext;
