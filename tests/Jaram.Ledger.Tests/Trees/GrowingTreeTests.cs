using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests.Trees;

public sealed class GrowingTreeTests
{
    private static readonly string[] _entries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_known_roots_come_out(int size, string root)
    {
        var tree = new GrowingTree();
        foreach (var entry in _entries.Take(size)) tree.Add(TreeHash.Leaf(Convert.FromHexString(entry)), Ignored);
        Assert.Equal(root, tree.Head.Root.ToString());
        Assert.Equal(size, tree.Head.Size);
    }

    [Fact]
    public void The_root_of_70000_entries_comes_out()
    {
        var tree = new GrowingTree();
        var upper = new List<Digest>();
        foreach (var leaf in Sample.Leaves(70_000))
            tree.Add(leaf, (level, _, hash) => { if (level == 16) upper.Add(hash); });
        Assert.Equal("1a4cdfcb66374a0c0dcbef49acbd4976d13ee864fb3cb241fc943cad04f02f7e", tree.Head.Root.ToString());
        Assert.Equal(["f025d06ed804859fd274a1bdacadd6e48ea87634aa91e1edb20143f9498cd02b"],
            upper.Select(h => h.ToString()));
    }

    [Fact]
    public void At_every_size_the_root_is_that_of_the_definition_also_when_taken_up_there()
    {
        var leaves = Sample.Leaves(130);
        var tree = new GrowingTree();
        for (var n = 0; n < leaves.Length; n++)
        {
            Assert.Equal(new TreeHead(n, Sample.Root(leaves.AsSpan(0, n))), tree.Head);
            Assert.Equal(tree.Head, new GrowingTree(n, Sample.Nodes(leaves)).Head);
            Assert.Equal(tree.Head.Root, TreeRange.Hash(0, n, Sample.Nodes(leaves)));
            tree.Add(leaves[n], (level, index, hash) =>
                Assert.Equal(Sample.Root(leaves.AsSpan((int)(index << level), 1 << level)), hash));
        }
    }

    private static void Ignored(int level, long index, Digest hash) { }
}
