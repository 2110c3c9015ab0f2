using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Battery;

/// <summary>Which test outlives which evasion: the table of the battery, cell by cell.</summary>
public sealed class EvasionTests
{
    private static readonly Toy _parent = Toy.Of(1), _child = _parent.Drifted(2, 0.3);

    /// <summary>Tests in the order of the columns below: equality, hidden units, their squares, the stream of
    /// attention, responses, aligned attention, matched units.</summary>
    [Theory]
    [InlineData("none", "- yes yes yes yes yes yes")]
    [InlineData("X1", "- - - - yes yes yes")]
    [InlineData("X2", "- - - yes - yes yes")]
    [InlineData("X3", "- - - - yes - yes")]
    [InlineData("X4", "- yes yes yes yes yes yes")]
    [InlineData("X5", "- yes yes yes yes yes yes")]
    [InlineData("X6", "- yes yes yes yes yes yes")]
    [InlineData("X7", "- yes yes yes yes yes yes")]
    public void Each_test_outlives_what_it_should(string evasion, string survivors)
    {
        var thief = evasion == "none" ? _child : Evasions.Of(evasion, _child);
        Assert.Equal(survivors, string.Join(' ', Found(thief).Select(found => found ? "yes" : "-")));
    }

    /// <summary>Or they would be no evasions.</summary>
    [Theory]
    [InlineData("X1")]
    [InlineData("X2")]
    [InlineData("X3")]
    [InlineData("X4")]
    [InlineData("X5")]
    [InlineData("X6")]
    [InlineData("X7")]
    public void Evasions_change_no_answer(string evasion)
    {
        int[] ids = [3, 141, 59, 26, 535];
        var (before, after) = (Answer.Of(_parent, ids), Answer.Of(Evasions.Of(evasion, _parent), ids));
        var size = before.Max(Math.Abs);
        for (var id = 0; id < before.Length; id++) Assert.Equal(before[id], after[id], size * 1e-4);
    }

    [Fact]
    public void A_copy_is_equal_until_anything_is_done_to_it()
    {
        Assert.True(Equal(_parent.Copy()));
        Assert.False(Equal(Evasions.Of("X2", _parent)));
        Assert.False(Equal(_parent.Drifted(5, 0.01)));
    }

    [Fact]
    public void Units_without_gates_are_known_by_what_they_read_and_write_in_any_order()
    {
        Assert.Equal(MatchSays.SameUnits, Of(Evasions.Of("X2", Evasions.Of("X1", _child))));
        Assert.Equal(MatchSays.NotFound, Of(Toy.Of(77)));

        static MatchSays Of(Toy thief)
        {
            var scan = new PairScan(new(Ungated(thief).As("thief")), Toy.Rules, 6);
            return Matched(scan.Measure(new(Ungated(_parent).As("parent"))), [.. Enumerable.Range(90, 3)
                .Select(seed => scan.Measure(new(Ungated(Toy.Of(seed)).As("stranger"))))]);
        }

        static Toy Ungated(Toy model)
        {
            var copy = model.Copy();
            foreach (var gate in copy.Names.Where(name => name.Contains("gate_proj", StringComparison.Ordinal)).ToList())
                copy.Drop(gate);
            return copy;
        }
    }

    [Fact]
    public void A_stranger_is_found_by_none() => Assert.All(Found(Toy.Of(77)), Assert.False);

    private static bool Equal(Toy candidate) => ValueEquality.Of(new(candidate.As("a")), new(_parent.As("b")),
        Component.Mlp).Speaks(0.1, 5);

    private static IEnumerable<bool> Found(Toy thief)
    {
        var scan = new PairScan(new(thief.As("thief")), Toy.Rules, 6);
        var pair = scan.Measure(new(_parent.As("parent")));
        List<PairMeasures> controls =
            [.. Enumerable.Range(90, 3).Select(seed => scan.Measure(new(Toy.Of(seed).As("stranger"))))];
        yield return pair.Equality[Component.Mlp].Speaks(0.1, 5);
        yield return Fires(pair, Component.Mlp, TestKind.HiddenUnits);
        yield return Fires(pair, Component.Mlp, TestKind.HiddenSquares);
        yield return Fires(pair, Component.Attention, TestKind.Stream);
        yield return Fires(pair, Component.Mlp, TestKind.Responses);
        yield return pair.Aligned >= 0.3 && pair.Aligned > 4 * controls.Max(control => control.Aligned); // a turned
                                            // stream of 96 channels keeps a little likeness to its best partners
        yield return Matched(pair, controls) == MatchSays.SameUnits;
    }

    private static MatchSays Matched(PairMeasures pair, List<PairMeasures> controls) =>
        MatchAnswer.Of([.. pair.Depths.Select(depth => (depth.Of.Layer, depth.Match))], pair.Shifted,
            [.. controls.Select(control => (control.Depths.Select(depth => depth.Match.Z).ToArray(), control.Shifted))],
            level: 0.01, floor: 0.3).Said;

    private static bool Fires(PairMeasures pair, Component component, TestKind kind) =>
        pair.Exact[component].Single(test => test.Kind == kind).Fires;
}
