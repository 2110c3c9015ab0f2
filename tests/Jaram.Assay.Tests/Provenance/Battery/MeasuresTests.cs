using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Battery;

public sealed class MeasuresTests
{
    [Fact]
    public void A_merge_is_found_with_its_shares()
    {
        var (a, b) = (Toy.Of(1), Toy.Of(2));
        var fit = MixtureFit.Of(new(Merge(a, b).As("merge")), [new(a.As("a")), new(b.As("b"))]);
        Assert.InRange(fit.Shares[0], 0.58, 0.62);
        Assert.InRange(fit.Shares[1], 0.38, 0.42);
        Assert.True(fit.IsConstant(0.02));
        Assert.InRange(fit.Explained, 0.999, 1);
        Assert.InRange(fit.Shuffled, 0, 0.05);
    }

    [Fact]
    public void Without_parents_there_are_no_shares() =>
        Assert.Equal(0, MixtureFit.Of(new(Toy.Of(1).As("alone")), []).Tensors);

    [Fact]
    public void A_merge_of_siblings_is_found_with_its_shares()
    {
        var parent = Toy.Of(1);
        var child = parent.Drifted(3, 0.05);
        var fit = MixtureFit.Of(new(Merge(child, parent).Drifted(4, 1e-4).As("merge")),
            [new(child.As("child")), new(parent.As("parent"))]);
        Assert.InRange(fit.Shares[0], 0.58, 0.62);
        Assert.InRange(fit.Shares[1], 0.38, 0.42);
    }

    [Fact]
    public void A_transplanted_layer_shows_in_the_shares_of_layers()
    {
        var (a, b) = (Toy.Of(1), Toy.Of(2));
        foreach (var name in a.Names.Where(name => name.Contains("layers.2.", StringComparison.Ordinal)))
            b[name].CopyTo(a[name], 0);
        var fit = MixtureFit.Of(new(a.As("a")), [new(Toy.Of(1).As("a")), new(Toy.Of(2).As("b"))]);
        Assert.Equal(["1 0", "1 0", "0 1", "1 0"], fit.ByLayer.Select(layer =>
            string.Join(' ', layer.Shares.Select(share => (int)Math.Round(share)))));
        Assert.False(fit.IsConstant(0.02));
    }

    [Fact]
    public void Added_layers_are_found_without_any_other_model()
    {
        var self = Self(Taller(Toy.Of(1)).Drifted(8, 1));
        Assert.Equal(["1-3", "2-4"], self.Found.Select(match => $"{match.One.Layer}-{match.Other.Layer}").Order());
    }

    [Fact]
    public void Experts_that_were_one_network_are_found_without_any_other_model()
    {
        var self = Self(Mixture(Toy.Of(1), isUpcycled: true));
        Assert.Equal(Toy.Layers * 6, self.Found.Count);                 // 4 experts, 6 pairs, in every layer
        Assert.All(self.Found, match => Assert.Equal(match.One.Layer, match.Other.Layer));
    }

    [Fact]
    public void Layers_and_experts_that_were_raised_are_not()
    {
        var self = Self(Mixture(Toy.Of(1), isUpcycled: false));
        Assert.Empty(self.Found);
        Assert.InRange(self.Deviation, 0.7, 1.3);
        Assert.InRange(self.Most, -5, 5);
    }

    [Fact]
    public void Gains_near_one_are_alike_among_strangers_and_say_nothing()
    {
        var norms = NormLikeness.Of(new(Toy.Of(1).As("a")), new(Toy.Of(2).As("b")), 99);
        Assert.InRange(norms.Cosine, 0.985, 1);
        Assert.InRange(norms.Pearson, -0.1, 0.1);
        Assert.InRange(norms.Order.Z, -4, 4);
    }

    [Fact]
    public void Merges_learnt_in_one_order_are_told_from_a_shared_language()
    {
        var same = TokenizerLikeness.Of(Vocabulary(1000, 1000, id => id), Vocabulary(1000, 1200, id => id));
        var shuffled = Sampling.Order(1000, "merges", 0);
        var apart = TokenizerLikeness.Of(Vocabulary(1000, 1000, id => id), Vocabulary(1000, 1000, id => shuffled[id]));
        Assert.True(same.Speaks(0.9, 0.9));
        Assert.Equal(1000, same.FirstMerges);
        Assert.False(apart.Speaks(0.9, 0.9));
        Assert.Equal(1, apart.Jaccard);
        Assert.InRange(apart.MergeOrder, -0.1, 0.1);
    }

    [Fact]
    public void A_profile_is_one_for_itself_and_none_for_a_stump() =>
        Assert.Equal((1, double.NaN), (
            Math.Round(DeviationProfile.Likeness(new(Toy.Of(1).As("a")), new(Toy.Of(1).As("a"))), 9),
            DeviationProfile.Likeness(new(Toy.Of(1, layers: 2).As("a")), new(Toy.Of(1, layers: 2).As("a")))));

    private static TokenizerFacts Vocabulary(int merges, int tokens, Func<int, int> order) => new(
        Enumerable.Range(0, tokens).ToDictionary(id => $"t{id}", id => id),
        [.. Enumerable.Range(0, merges).Select(id => $"a {order(id)}")]);

    private static LayerMap Self(Toy model)
    {
        var scan = new PairScan(new(model.As("model")), Toy.Rules, 6);
        return LayerMap.Of(LayerMap.Within(scan.OwnCards), 199, scan.Bar);
    }

    /// <summary>Four layers made six: 0 1 2 and 1 2 3 above them.</summary>
    internal static Toy Taller(Toy model)
    {
        var tall = model.Copy();
        foreach (var (to, from) in new[] { (5, 3), (4, 2), (3, 1) })
        {
            var (old, grown) = ($"layers.{from}.", $"layers.{to}.");
            foreach (var name in model.Names.Where(name => name.Contains(old, StringComparison.Ordinal)))
                tall.Put(name.Replace(old, grown, StringComparison.Ordinal), [.. model[name]], model.Shape(name));
        }
        return tall;
    }

    /// <summary>Four experts a layer: copies that trained on, or strangers.</summary>
    internal static Toy Mixture(Toy dense, bool isUpcycled)
    {
        var sparse = dense.Copy();
        for (var layer = 0; layer < Toy.Layers; layer++)
            foreach (var part in new[] { "gate", "up", "down" })
            {
                var name = $"model.layers.{layer}.mlp.{part}_proj.weight";
                for (var expert = 0; expert < 4; expert++)
                    sparse.Put($"model.layers.{layer}.mlp.experts.{expert}.{part}_proj.weight",
                        isUpcycled
                            ? [.. dense[name].Zip(Toy.Gauss(new(100 * layer + expert), dense[name].Length, 0.02),
                                (w, drift) => w + drift)]
                            : Toy.Gauss(new(10_000 + 100 * layer + 10 * expert + part[0]), dense[name].Length, 0.02),
                        dense.Shape(name));
                sparse.Drop(name);
            }
        return sparse;
    }

    private static Toy Merge(Toy a, Toy b)
    {
        var merge = a.Copy();
        foreach (var name in a.Names)
            for (var at = 0; at < merge[name].Length; at++) merge[name][at] = 0.6f * a[name][at] + 0.4f * b[name][at];
        return merge;
    }
}
