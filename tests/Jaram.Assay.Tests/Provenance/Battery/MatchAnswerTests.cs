using Jaram.Assay.Provenance.Battery;

namespace Jaram.Assay.Tests.Provenance.Battery;

/// <summary>What scores of matched units say, beside controls and without them: four layers of 256 units.</summary>
public sealed class MatchAnswerTests
{
    private static readonly double[] _chance = [0.8, -1.2, 0.3, -0.5], _more = [1.1, -0.2, -0.9, 0.6];

    [Theory]
    [InlineData(1, 0.01, MatchSays.NotFound, MatchSays.NotFound)]
    [InlineData(3.6, 0.05, MatchSays.CannotTell, MatchSays.CannotTell)]     // more than chance gives, less than proves
    [InlineData(15.9, 0.1, MatchSays.CannotTell, MatchSays.CannotTell)]     // alike, but not unit by unit
    [InlineData(15.9, 1, MatchSays.SameUnits, MatchSays.CannotTell)]        // to prove takes a control, to clear none
    public void A_score_proves_clears_or_neither(double z, double agreement, MatchSays beside, MatchSays alone)
    {
        Assert.Equal(beside, Say(z, agreement, most: 15.97, (_more, _chance)));
        Assert.Equal(alone, Say(z, agreement, most: 15.97));
    }

    [Fact]
    public void Nothing_is_cleared_where_even_the_same_units_would_not_stand_out()
    {
        Assert.Equal(MatchSays.CannotTell, Say(0.5, 0, most: 3, (_more, _chance)));
        Assert.Equal(MatchSays.CannotTell, Say(0.5, 0, most: 3));
    }

    [Fact]
    public void A_control_that_stands_out_itself_clears_and_proves_nothing() =>
        Assert.Equal(MatchSays.CannotTell, Say(15.9, 1, most: 15.97, ([14, 13, 15, 14], _chance), (_more, _chance)));

    private static MatchSays Say(double z, double agreement, double most,
        params (IReadOnlyList<double>, IReadOnlyList<double>)[] controls) => MatchAnswer.Of(
        [.. Enumerable.Range(0, 4).Select(layer => (layer, new UnitMatch(z, agreement, most)))], _chance, controls,
        level: 0.01, floor: 0.3).Said;
}
