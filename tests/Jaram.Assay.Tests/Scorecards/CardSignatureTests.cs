using Jaram.Assay.Scorecards.Cards;
using Jaram.Checkpoints;
using Jaram.Ledger;

namespace Jaram.Assay.Tests.Scorecards;

public sealed class CardSignatureTests
{
    private static readonly SigningKey _key = new(KeyKind.Ed25519, new byte[32]);
    private static readonly Signer _signer = _key.ForLog("assay.example");
    private static readonly byte[] _card = "{\"format\":1}\n"u8.ToArray();
    private static readonly NamedFile[] _files =
        [new("scorecard.json", Digest.Of(_card).ToString()), new("scorecard.pdf", Digest.Of("paper"u8).ToString())];

    [Fact]
    public void A_signature_names_every_file_that_it_is_over_and_who_made_it()
    {
        var read = Read(CardSignature.Sign(_files, _signer));
        Assert.Equal(_files, read.Files);
        Assert.Equal(_signer.Verifier, Assert.Single(read.Keys));
        read.MustHold(_card, "sig");
    }

    [Fact]
    public void No_byte_of_a_card_or_of_its_signature_can_be_changed()
    {
        var signature = CardSignature.Sign(_files, _signer);
        for (var at = 0; at < _card.Length; at++)
            Assert.Throws<LedgerException>(() => Read(signature).MustHold(Changed(_card, at), "sig"));
        for (var at = 0; at < signature.Length; at++)
            Assert.Throws<LedgerException>(() => Read(Changed(signature, at)));
    }

    [Fact]
    public void A_signature_of_the_first_form_is_over_the_card_alone()
    {
        var text = $"jaram scorecard v1\n{Digest.Of(_card)}\n";
        var read = Read(new Note(text, [_signer.Sign(text, 0)]).ToBytes());
        Assert.Equal([_files[0]], read.Files);
    }

    [Theory]
    [InlineData("jaram scorecard v3\n")]
    [InlineData("jaram scorecard v2\n")]
    [InlineData("jaram scorecard v2\nabc scorecard.json\n")]
    [InlineData("jaram scorecard v2\n0000000000000000000000000000000000000000000000000000000000000000 other.json\n")]
    [InlineData("jaram scorecard v1\nabc\n")]
    public void A_signature_over_something_else_is_refused(string text) =>
        Assert.Throws<LedgerException>(() => Read(new Note(text, [_signer.Sign(text, 0)]).ToBytes()));

    private static CardSignature Read(byte[] signature) =>
        CardSignature.Read(signature, [_signer.Verifier], "scorecard.json", "sig");

    private static byte[] Changed(byte[] bytes, int at)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= 1;
        return changed;
    }
}
