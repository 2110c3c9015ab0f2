using System.Text.Json;

namespace Jaram.Ledger.Tests.Notes;

public sealed class WycheproofTests(ITestOutputHelper output)
{
    [Fact]
    public void Ed25519_vectors_have_their_verdicts() => Check("ed25519_test.json", 151, (group, test) =>
        Ed25519.Verifies(Hex(group.GetProperty("publicKey"), "pk"), Hex(test, "msg"), Hex(test, "sig")));

    [Fact]
    public void Ecdsa_vectors_have_their_verdicts() => Check("ecdsa_secp256r1_sha256_test.json", 484, (group, test) =>
        EcdsaP256.Verifies(Hex(group, "publicKeyDer"), Hex(test, "msg"), Hex(test, "sig")));

    [Fact]
    public void MlDsa_vectors_have_their_verdicts() => Check("mldsa_44_verify_test.json", 180, (group, test) =>
        MlDsa44.Verifies(Hex(group, "publicKey"), Hex(test, "msg"), Hex(test, "sig"),
            test.TryGetProperty("ctx", out _) ? Hex(test, "ctx") : null));

    private void Check(string file, int count, Func<JsonElement, JsonElement, bool> verifies)
    {
        using var json = Data.Read(Data.Vectors("wycheproof", file));
        var (seen, wrong) = (0, new List<string>());
        foreach (var group in json.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                seen++;
                if (verifies(group, test) != (test.GetProperty("result").GetString() == "valid"))
                    wrong.Add($"{test.GetProperty("tcId")} {test.GetProperty("comment")}");
            }
        }
        Assert.Empty(wrong);
        Assert.Equal(count, seen);
        output.WriteLine($"{seen} vectors of {file}");
    }

    private static byte[] Hex(JsonElement from, string name) =>
        Convert.FromHexString(from.GetProperty(name).GetString()!);
}
