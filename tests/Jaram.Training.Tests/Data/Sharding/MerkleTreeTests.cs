using System.Security.Cryptography;
using CsCheck;
using Jaram.Ledger;

namespace Jaram.Training.Tests.Data;

public sealed class MerkleTreeTests
{
    /// <summary>The eight leaves and the roots that Certificate Transparency's own tests use.</summary>
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Known_lists_have_their_known_roots(int leaves, string root)
    {
        string[] entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f"];
        var tree = new GrowingTree();
        foreach (var entry in entries.Take(leaves)) tree.Add(TreeHash.Leaf(Convert.FromHexString(entry)));
        Assert.Equal(root, tree.Head.Root.ToString());
    }

    [Fact]
    public void Adding_one_by_one_gives_the_root_of_the_definition() =>
        Gen.Byte.Array[0, 8].Array[0, 70].Sample(entries =>
        {
            var tree = new GrowingTree();
            foreach (var entry in entries) tree.Add(TreeHash.Leaf(entry));
            Assert.Equal(Convert.ToHexStringLower(Defined(entries)), tree.Head.Root.ToString());
        });

    // RFC 6962, section 2.1, word for word.
    private static byte[] Defined(ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length == 0) return SHA256.HashData([]);
        if (entries.Length == 1) return SHA256.HashData([0, .. entries[0]]);
        var half = 1;
        while (half * 2 < entries.Length) half *= 2;
        return SHA256.HashData([1, .. Defined(entries[..half]), .. Defined(entries[half..])]);
    }
}
