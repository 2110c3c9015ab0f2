using System.Security.Cryptography;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests.Notes;

public sealed class KeyTests
{
    private static readonly Checkpoint _sofa = Checkpoint.Parse(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "c");

    [Fact]
    public void The_known_cosigned_message_comes_out()
    {
        var message = Cosigned.Subtree("witness.example/w1", 1679315147, _sofa);
        Assert.Equal(115, message.Length);
        Assert.Equal("2579186054122e76601fad0c5fd13a804be662d95f6cecfd2974172e5e37a452", Digest.Of(message).ToString());
    }

    [Fact]
    public void The_short_cosigned_message_is_the_specification_s() =>
        Assert.Equal("cosignature/v1\ntime 1679315147\n" + _sofa.ToText(), Encoding.UTF8.GetString(
            Cosigned.Message(SignatureType.Cosignature, "w", 1679315147, _sofa.ToText())!));

    public static TheoryData<int> Types => [0x01, 0x04, 0x06];

    [Theory, MemberData(nameof(Types))]
    public void A_signature_is_the_same_each_time_and_verifies_for_its_text_time_and_name_only(int type)
    {
        var signer = SignerOf(type, "w");
        var (text, other) = (_sofa.ToText(), (_sofa with { Head = _sofa.Head with { Size = 1 } }).ToText());
        var signature = signer.Sign(text, 1234);
        Assert.Equal(signature.Bytes, SignerOf(type, "w").Sign(text, 1234).Bytes);
        Assert.True(signer.Verifier.Verifies(text, signature.Bytes.AsSpan()));
        Assert.False(signer.Verifier.Verifies(other, signature.Bytes.AsSpan()));
        Assert.Equal(type != 0x06, SignerOf(type, "v").Verifier.Verifies(text, signature.Bytes.AsSpan()));
        Assert.Equal(type != 0x01, !signature.Bytes.SequenceEqual(signer.Sign(text, 1235).Bytes));
        for (var bit = 0; bit < signature.Bytes.Length * 8; bit += type == 0x06 ? 97 : 1)
            Assert.False(signer.Verifier.Verifies(text, Flipped(signature.Bytes.AsSpan(), bit)), $"bit {bit}");
        Assert.False(signer.Verifier.Verifies(text, signature.Bytes.AsSpan()[..^1]));
        Assert.False(signer.Verifier.Verifies(text, []));
    }

    [Theory, MemberData(nameof(Types))]
    public void A_public_key_comes_back(int type)
    {
        var key = SignerOf(type, "example.org/키").Verifier;
        var again = VerifierKey.Parse(key.ToString());
        Assert.Equal((key.Name, key.Type, key.Id), (again.Name, again.Type, again.Id));
        Assert.Equal(key.ToString(), again.ToString());
    }

    [Fact]
    public void An_ECDSA_key_verifies_and_has_the_id_of_its_encoding()
    {
        using var private_ = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spki = private_.ExportSubjectPublicKeyInfo();
        var key = VerifierKey.Parse(VerifierKey.Of("e", SignatureType.Ecdsa, spki).ToString());
        var signature = private_.SignData("t\n"u8, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.True(key.Verifies("t\n", signature));
        Assert.False(key.Verifies("u\n", signature));
        Assert.Equal(Digest.Of(spki).ToString()[..8], key.Label[2..]);
    }

    [Theory]
    [InlineData("a+00000000", "is not a public key")]
    [InlineData("a+0000000+AQ==", "is not a public key")]
    [InlineData("a+00000000+", "is not a public key")]
    [InlineData("a b+00000000+AQ==", "cannot name a key or a log")]
    [InlineData("+00000000+AQ==", "cannot name a key or a log")]
    [InlineData("a+00000000+BQ==", "is of type 0x05")]
    [InlineData("a+00000000+AQ==", "has 0 bytes, type 0x01 has 32")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "its bytes give 530d903a")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "its bytes give 530d903a")]
    public void A_damaged_public_key_is_refused(string text, string why) =>
        Assert.Contains(why, Sample.Line(() => VerifierKey.Parse(text)), Ordinal);

    [Theory]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n", "has 4 lines of text")]
    [InlineData("o\n1\n", "has 2 lines of text")]
    [InlineData("o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "the size is \"01\"")]
    [InlineData("o\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "the size is \"+1\"")]
    [InlineData("o\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "the size is")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "the root is")]
    [InlineData("o\n1\nCsUY\n", "the root is")]
    [InlineData("o o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "cannot be a log's name")]
    public void A_damaged_checkpoint_is_refused(string text, string why) =>
        Assert.Contains(why, Sample.Line(() => Checkpoint.Parse(text, "c")), Ordinal);

    [Fact]
    public void Other_than_checkpoints_are_not_cosigned() =>
        Assert.Contains("signs checkpoints only", Sample.Line(() => SignerOf(6, "w").Sign("hello\n", 1)), Ordinal);

    private static Signer SignerOf(int type, string name) => type switch
    {
        0x01 => Sample.Ed(7).ForLog(name),
        0x04 => Sample.Ed(7).ForWitness(name),
        _ => Sample.Ml(7).ForWitness(name),
    };

    private static byte[] Flipped(ReadOnlySpan<byte> bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }
}
