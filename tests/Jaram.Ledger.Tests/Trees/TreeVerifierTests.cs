using System.Text.Json;
using CsCheck;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests.Trees;

public sealed class TreeVerifierTests(ITestOutputHelper output)
{
    [Theory, InlineData("inclusion", 98), InlineData("consistency", 98)]
    [InlineData("subtreeinclusion", 204), InlineData("subtreeconsistency", 118)]
    public void Published_vectors_have_their_verdicts(string kind, int count)
    {
        var files = Directory.GetFiles(Data.Vectors("merkle", kind), "*.json", SearchOption.AllDirectories);
        Assert.Equal(count, files.Length);
        foreach (var file in files)
        {
            using var json = Data.Read(file);
            var v = json.RootElement;
            Assert.True(Verdict(kind, v) != v.GetProperty("wantErr").GetBoolean(), file);
        }
        output.WriteLine($"{files.Length} {kind} vectors");
    }

    [Fact]
    public void Every_proof_up_to_40_leaves_convinces_and_convinces_of_nothing_else()
    {
        var leaves = Sample.Leaves(40);
        var nodes = Sample.Nodes(leaves);
        var proofs = 0;
        for (var n = 1; n <= leaves.Length; n++)
        {
            var head = new TreeHead(n, Sample.Root(leaves.AsSpan(0, n)));
            for (var i = 0; i < n; i++, proofs++)
            {
                var proof = TreeProofs.Inclusion(i, n, nodes);
                Assert.True(TreeVerifier.Includes(head, i, leaves[i], proof));
                for (var j = 0; j < n; j++) Assert.Equal(i == j, TreeVerifier.Includes(head, j, leaves[i], proof));
            }
            for (var m = 1; m <= n; m++, proofs++)
            {
                var proof = TreeProofs.Consistency(m, n, nodes);
                var older = new TreeHead(m, Sample.Root(leaves.AsSpan(0, m)));
                Assert.True(TreeVerifier.Extends(older, head, proof));
                Assert.False(TreeVerifier.Extends(older with { Root = leaves[^1] }, head, proof));
                Assert.False(TreeVerifier.Extends(older, head with { Root = leaves[0] }, proof) && n > 1);
                Assert.False(TreeVerifier.Extends(older, head, [.. proof, leaves[0]]));
            }
        }
        output.WriteLine($"{proofs} proofs");
    }

    [Fact]
    public void Every_subtree_of_a_tree_is_proved()
    {
        var leaves = Sample.Leaves(33);
        var nodes = Sample.Nodes(leaves);
        for (var n = 1; n <= leaves.Length; n++)
        {
            var head = new TreeHead(n, Sample.Root(leaves.AsSpan(0, n)));
            for (var start = 0; start < n; start++)
            {
                for (var end = start + 1; end <= n; end++)
                {
                    if (!TreeRange.IsSubtree(start, end)) continue;
                    var subtree = Sample.Root(leaves.AsSpan(start, end - start));
                    var proof = TreeProofs.Subtree(start, end, n, nodes);
                    Assert.True(TreeVerifier.Contains(head, start, end, subtree, proof));
                    Assert.False(TreeVerifier.Contains(head, start, end, TreeHash.Empty, proof));
                    for (var i = start; i < end; i++)
                        Assert.True(TreeVerifier.SubtreeIncludes(start, end, subtree, i, leaves[i],
                            TreeProofs.Inclusion(i - start, end - start, (l, x) => nodes(l, x + (start >> l)))));
                }
            }
        }
    }

    [Fact]
    public void A_changed_bit_anywhere_in_a_proof_is_seen()
    {
        var leaves = Sample.Leaves(500);
        var nodes = Sample.Nodes(leaves);
        Gen.Select(Gen.Int[2, 500], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20]).Sample((n, pick, bit) =>
        {
            var head = new TreeHead(n, Sample.Root(leaves.AsSpan(0, n)));
            var index = pick % n;
            var proof = TreeProofs.Inclusion(index, n, nodes).ToArray();
            var at = bit % proof.Length;
            proof[at] = Flipped(proof[at], bit / proof.Length % 256);
            return !TreeVerifier.Includes(head, index, leaves[index], proof);
        }, iter: 300);
    }

    [Fact]
    public void Nothing_is_proved_of_what_is_not_there()
    {
        var nodes = Sample.Nodes(Sample.Leaves(4));
        Assert.Equal("entry 4 is not in a tree of 4: ask for 0 to 3",
            Sample.Line(() => TreeProofs.Inclusion(4, 4, nodes)));
        Assert.Contains("is consistent with any", Sample.Line(() => TreeProofs.Consistency(0, 4, nodes)), Ordinal);
        Assert.Contains("are no subtree", Sample.Line(() => TreeProofs.Subtree(1, 3, 4, nodes)), Ordinal);
        Assert.False(TreeVerifier.Extends(TreeHead.Empty, TreeHead.Empty, []));
    }

    private static Digest Flipped(Digest hash, int bit)
    {
        Span<byte> bytes = stackalloc byte[TreeHash.Bytes];
        hash.CopyTo(bytes);
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return new(bytes);
    }

    private static bool Verdict(string kind, JsonElement v)
    {
        long Number(string name) => v.GetProperty(name).TryGetInt64(out var n) ? n : -1; // beyond 2^63: no tree of ours
        // Roots are compared only, so that any other hash does for one that is not of 32 bytes; leaves and proofs must
        // be.
        Digest Root(string name) => v.GetProperty(name).GetBytesFromBase64() is { Length: 32 } hash ? new(hash)
            : Digest.Of(v.GetProperty(name).GetBytesFromBase64());
        var proof = v.GetProperty("proof") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(h => h.GetBytesFromBase64()).ToList() : [];
        if (proof.Any(h => h.Length != 32)) return false;
        Digest[] hashes = [.. proof.Select(h => new Digest(h))];
        switch (kind)
        {
            case "consistency":
                return TreeVerifier.Extends(
                    new(Number("size1"), Root("root1")), new(Number("size2"), Root("root2")), hashes);
            case "subtreeconsistency":
                return TreeVerifier.Contains(
                    new(Number("size"), Root("root2")), Number("start"), Number("end"), Root("root1"), hashes);
        }
        var leaf = v.GetProperty("leafHash").GetBytesFromBase64();
        if (leaf.Length != 32) return false;
        return kind == "inclusion"
            ? TreeVerifier.Includes(new(Number("treeSize"), Root("root")), Number("leafIdx"), new(leaf), hashes)
            : TreeVerifier.SubtreeIncludes(
                Number("start"), Number("end"), Root("root"), Number("leafIdx"), new(leaf), hashes);
    }
}
