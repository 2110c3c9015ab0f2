using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Reading;

public sealed class GainConventionTests
{
    /// <summary>Half of them below 0, from -1 to 1 and not near 0, as a thief may draw them.</summary>
    private static double Drawn(int channel) => (channel % 2 == 0 ? -1 : 1) * (0.3 + 0.7 * (channel * 37 % 97) / 97.0);

    [Theory]
    [InlineData("plain", false)]
    [InlineData("plain, others drawn on both sides of 0", false)]
    [InlineData("less one", true)]
    [InlineData("less one, all moved into weights", true)]
    [InlineData("less one, others drawn", true)]
    public void Weights_tell_how_gains_are_kept(string model, bool isLessOne) => Assert.Equal(isLessOne,
        GainConvention.IsLessOne(new((model switch
        {
            "plain" => Toy.Of(1),
            "plain, others drawn on both sides of 0" => Gemma.Moved(Toy.Of(1), isLessOne: false, Drawn),
            "less one" => Gemma.Of(1),
            "less one, all moved into weights" => Gemma.Moved(Gemma.Of(1), isLessOne: true, _ => 0),
            _ => Gemma.Moved(Gemma.Of(1), isLessOne: true, channel => 0.9 * Drawn(channel)),
        }).As("model"))));

    /// <summary>Of the norms around a network the one before it is folded, wherever the others stand in the file.
    /// </summary>
    [Fact]
    public void Gains_come_whole_and_from_the_norm_that_a_network_reads_behind()
    {
        var (plain, gemma) = (Toy.Of(1), Gemma.Of(1));
        var anatomy = new Anatomy(gemma.As("gemma"));
        foreach (var (role, name) in new[] { (TensorRole.AttentionNorm, "input_layernorm"),
            (TensorRole.ChannelNorm, "post_attention_layernorm") })
            Assert.All(plain[$"model.layers.2.{name}.weight"].Zip(anatomy.Gains(2, role)),
                gain => Assert.Equal(gain.First, gain.Second, 1e-6));
        gemma.Drop("model.layers.2.pre_feedforward_layernorm.weight");
        Assert.Empty(new Anatomy(gemma.As("gemma")).Gains(2, TensorRole.ChannelNorm));
    }

    /// <summary>Folded as they stand, gains of 0 leave nothing of the thief's weights. A parent whose gains are all far
    /// above 0 is read as a plain one, and its copy found all the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    public void A_disguised_copy_whose_gains_of_this_kind_moved_into_weights_is_found(double above)
    {
        var parent = Gemma.Of(1);
        foreach (var gains in parent.Names.Where(name => parent.Shape(name).Length == 1).Select(name => parent[name]))
            for (var k = 0; k < gains.Length; k++) gains[k] += (float)above;
        Assert.Equal(above == 0, GainConvention.IsLessOne(new(parent.As("parent"))));
        var thief = Evasions.Of("X1", Evasions.Of("X2",
            Gemma.Moved(parent.Drifted(2, 0.3), isLessOne: true, _ => 0)));
        Assert.Equal("Matched, Aligned", Found(thief, parent));
        Assert.Equal("", Found(Gemma.Of(77), parent));
    }

    /// <summary>What networks and attention of a candidate are found or suspected by.</summary>
    private static string Found(Toy candidate, Toy parent)
    {
        var findings = new Scan(Toy.Rules).Run(candidate.As("candidate"), [parent.As("parent")],
            [.. Enumerable.Range(90, 3).Select(seed => Gemma.Of(seed).As($"control {seed}"))], [])
            .References[0].Findings;
        return string.Join(", ", new[] { Component.Mlp, Component.Attention }
            .SelectMany(part => findings.Single(finding => finding.Component == part).Verdict switch
            {
                Verdict.Dependent found => found.By,
                Verdict.Suspect found => found.By,
                _ => [],
            }));
    }
}
