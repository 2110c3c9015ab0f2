using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Battery;

/// <summary>The screen that needs nothing brought together, as no disguise changes what it looks at.</summary>
public sealed class SingularValuesTests
{
    private const int Controls = 19;                                    // the fewest with whom 1 in 20 can be said

    private static readonly Toy _parent = Toy.Of(1);

    /// <summary>All else is looked at in little.</summary>
    private static readonly Thresholds _rules = Toy.Rules with
    {
        Shuffles = 19, Cards = 1, CardUnits = 32, Features = 64, MatchUnits = 16, MatchProbes = 256, AlignChannels = 32,
    };

    [Theory]
    [InlineData("X1")]
    [InlineData("X2")]
    [InlineData("X3")]
    [InlineData("X4")]
    [InlineData("X5")]
    [InlineData("X6")]
    [InlineData("X7")]
    public void No_disguise_changes_them(string evasion)
    {
        var likeness = Likeness(Evasions.Of(evasion, _parent), _parent);
        Assert.Equal([Component.Attention, Component.Mlp], likeness.Keys.Order());
        Assert.All(likeness.Values, value => Assert.InRange(value, 0.9999, 1.00001));
        Assert.All(Likeness(Toy.Of(77), _parent).Values, value => Assert.InRange(value, 0.9, 0.998));
    }

    [Fact]
    public void Turned_latents_have_the_spectra_of_their_keys()
    {
        Assert.InRange(Likeness(Latents.Turned(Latents.Of(1)), Latents.Of(1))[Component.Attention], 0.9999, 1.00001);
        Assert.InRange(Likeness(Latents.Of(2), Latents.Of(1))[Component.Attention], 0.9, 0.998);
    }

    [Fact]
    public void Layers_are_brought_together_in_their_order()
    {
        var shallow = new Toy();
        foreach (var name in _parent.Names.Where(name => !name.Contains("layers.1.", StringComparison.Ordinal)))
            shallow.Put(name, _parent[name], _parent.Shape(name));
        Assert.All(Likeness(shallow, _parent).Values, value => Assert.Equal(1, value, 1e-5));
    }

    /// <summary>Spectra of other lengths are laid over each other as shares of their length.</summary>
    [Fact]
    public void Half_of_a_matrix_is_much_like_the_whole()
    {
        var half = _parent.Copy();
        for (var layer = 0; layer < Toy.Layers; layer++)
            foreach (var part in new[] { "q", "k", "v" })
            {
                var name = $"model.layers.{layer}.self_attn.{part}_proj.weight";
                var rows = (int)half.Shape(name)[0] / 2;
                half.Put(name, half[name][..(rows * Toy.Width)], rows, Toy.Width);
            }
        Assert.InRange(Likeness(half, _parent)[Component.Attention], 0.7, 0.95);
    }

    /// <summary>What was trained on a little and turned then keeps its spectra.</summary>
    [Fact]
    public void A_turned_copy_is_suspected_beyond_nineteen_controls_and_no_stranger_is()
    {
        var thief = Evasions.Of("X3", _parent.Drifted(2, 0.02));
        var report = Run(thief, Controls);
        Assert.Contains(TestKind.Spectra, Screens(report.References[0], Component.Attention));
        Assert.Empty(Screens(report.References[1], Component.Attention));
        Assert.Empty(Screens(report.References[1], Component.Mlp));
        Assert.DoesNotContain(TestKind.Spectra, Screens(Run(thief, controls: 3).References[0], Component.Attention));
    }

    /// <summary>One control is always the most alike; that alone makes nobody suspect.</summary>
    [Fact]
    public void Twenty_strangers_are_not_suspected_by_each_other()
    {
        var report = Run(Toy.Of(77), Controls + 1);
        Assert.All(report.Controls, control => Assert.DoesNotContain(TestKind.Spectra,
            Screens(control, Component.Attention).Concat(Screens(control, Component.Mlp))));
    }

    private static ScanReport Run(Toy candidate, int controls) => new Scan(_rules).Run(
        candidate.As("candidate"), [_parent.As("parent"), Toy.Of(89).As("stranger")],
        [.. Enumerable.Range(90, controls).Select(seed => Toy.Of(seed).As($"control {seed}"))], []);

    private static IReadOnlyList<TestKind> Screens(PairReport pair, Component component) =>
        pair.Findings.Single(finding => finding.Component == component).Verdict is Verdict.Suspect { By: var by }
            ? by
            : [];

    private static IReadOnlyDictionary<Component, double> Likeness(Toy one, Toy other) =>
        new SingularValues(new(one.As("one")), Toy.Layers).Likeness(new(new(other.As("other")), Toy.Layers));
}
