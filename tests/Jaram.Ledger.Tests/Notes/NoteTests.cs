using System.Text;
using CsCheck;

namespace Jaram.Ledger.Tests.Notes;

public sealed class NoteTests
{
    private const string Example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string Signed = "This is an example message.\n\n— example.com/foo "
        + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    // the example of golang.org/x/mod/sumdb/note
    private const string Neumann = "If you think cryptography is the answer to your problem,\n"
        + "then you don't know what your problem is.\n\n— PeterNeumann "
        + "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Theory]
    [InlineData(Signed, Example)]
    [InlineData(Neumann, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void Known_notes_verify_and_come_back_byte_for_byte(string text, string vkey)
    {
        var note = Read(text);
        var key = VerifierKey.Parse(vkey);
        Assert.Equal([key], note.Verify([key], "n"));
        Assert.Equal(text, Encoding.UTF8.GetString(note.ToBytes()));
        Assert.Equal(vkey, key.ToString());
    }

    [Theory]
    [InlineData("\n— a AAAAAAA=\n", "has no text, empty line")]
    [InlineData("text\n\n", "has no text, empty line")]
    [InlineData("text\n\n— a AAAAAAA=", "has no text, empty line")]
    [InlineData("text\n— a AAAAAAA=\n", "has no text, empty line")]
    [InlineData("te\rxt\n\n— a AAAAAAA=\n", "byte 2 is the control character 0x0d")]
    [InlineData("text\n\n- a AAAAAAA=\n", "is not a signature line")]
    [InlineData("text\n\n— a+b AAAAAAA=\n", "is not a signature line")]
    [InlineData("text\n\n— a\u00a0b AAAAAAA=\n", "is not a signature line")]
    [InlineData("text\n\n—  AAAAAAA=\n", "is not a signature line")]
    [InlineData("text\n\n— a AAAAAA==\n", "is not a signature line")] // four bytes: an id and nothing
    [InlineData("text\n\n— a AAAAAAB=\n", "is not a signature line")] // spare bits set
    [InlineData("text\n\n— a AAAA AAA=\n", "is not a signature line")]
    [InlineData("text\n\n— a AAAAAAA\n", "is not a signature line")]
    public void Anything_but_the_one_form_is_refused(string text, string why) =>
        Assert.Contains(why, Sample.Line(() => Read(text)), Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Contains("byte 1 is not UTF-8",
            Sample.Line(() => Note.Parse([(byte)'a', 0xff, .. "\n\n— a AAAAAAA=\n"u8], "n")), Ordinal);

    [Fact]
    public void The_text_ends_at_the_last_empty_line() =>
        Assert.Equal("one\n\ntwo\n", Read("one\n\ntwo\n\n— a AAAAAAA=\n").Text);

    [Fact]
    public void Sixteen_signatures_and_more_are_read_but_not_without_end()
    {
        var line = "— a AAAAAAA=\n";
        Assert.Equal(128, Read("t\n\n" + string.Concat(Enumerable.Repeat(line, 128))).Signatures.Length);
        Assert.Contains("has 129 signatures, at most 128",
            Sample.Line(() => Read("t\n\n" + string.Concat(Enumerable.Repeat(line, 129)))), Ordinal);
    }

    [Fact]
    public void Unknown_keys_are_passed_over_also_when_they_share_a_name_or_an_id()
    {
        var (text, mine, other) = ("t\n", Sample.Ed(1).ForLog("a"), Sample.Ed(2).ForLog("a"));
        var forged = other.Sign(text, 0) with { Name = "b" };
        var note = new Note(text, [other.Sign(text, 0), forged, mine.Sign(text, 0)]);
        Assert.Equal([mine.Verifier], note.Verify([mine.Verifier], "n"));
    }

    [Fact]
    public void A_false_signature_of_a_known_key_condemns_the_note_even_beside_a_true_one()
    {
        var (text, a, b) = ("t\n", Sample.Ed(1).ForLog("a"), Sample.Ed(2).ForLog("b"));
        var note = new Note(text, [a.Sign(text, 0), b.Sign("u\n", 0)]);
        Assert.Matches(@"^n: the signature of b\+[0-9a-f]{8} is not over this text",
            Sample.Line(() => note.Verify([a.Verifier, b.Verifier], "n")));
    }

    [Fact]
    public void A_note_that_no_known_key_signed_is_refused() =>
        Assert.Matches(@"^n is signed by ""example.com/foo""\+530d903a, not by a\+[0-9a-f]{8}: ",
            Sample.Line(() => Read(Signed).Verify([Sample.Ed(1).ForLog("a").Verifier], "n")));

    [Fact]
    public void Whatever_bytes_come_reading_gives_a_note_of_the_same_bytes_or_one_line() =>
        Gen.Select(Gen.Int[0, Signed.Length + 4], Gen.Byte, Gen.Bool).Sample((at, value, insert) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Signed).ToList();
            at %= bytes.Count;
            if (insert) bytes.Insert(at, value); else bytes[at] = value;
            try { return Note.Parse([.. bytes], "n").ToBytes().AsSpan().SequenceEqual(bytes.ToArray()); }
            catch (LedgerException e) { return !e.Message.Contains('\n', Ordinal); }
        }, iter: 5_000);

    private static Note Read(string text) => Note.Parse(Encoding.UTF8.GetBytes(text), "n");
}
