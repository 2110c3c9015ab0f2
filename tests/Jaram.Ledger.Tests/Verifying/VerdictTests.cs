using Jaram.Ledger.Tests.Forgeries;
using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Verifying;

public sealed class VerdictTests
{
    [Fact]
    public void Levels_rise_with_what_is_shown()
    {
        var model = ToyRun.Honest(5);
        var outside = ToyOutside.Watching(model);
        Assert.Equal(ProofLevel.P2, outside.Verify(model).Level);
        Assert.Equal(ProofLevel.P3, outside.Verify(model, null, Remembering(1)).Level);
        Assert.Equal(ProofLevel.P4, outside.Verify(model, model.Audit("c", 2), Remembering(1)).Level);
        Assert.Equal(ProofLevel.P5, outside.Verify(model, model.Audit("c", 99)).Level);
    }

    [Fact]
    public void Segments_that_no_challenge_drew_are_no_audit()
    {
        var model = ToyRun.Honest(5);
        var own = ToyOutside.Watching(model).Verify(model, model.Audit("", 2), Remembering(1));
        Assert.Equal((ProofLevel.P3, 0), (own.Level, own.Drawn));
    }

    [Fact]
    public void Without_witnesses_nothing_is_chained_unless_all_is_made_again()
    {
        var model = ToyRun.Honest(6);
        var alone = ToyOutside.Watching(model, 0);
        alone.Show(model, model.Entries.Count, model.Entries[^1].Time, []);
        var report = alone.VerifyAlone(model, null);
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P0, report.Level);
        Assert.Contains(ResidualRisk.NoWitness, report.Risks);
        Assert.Equal(ProofLevel.P5, alone.VerifyAlone(model, model.Audit("c", 99)).Level);
    }

    [Fact]
    public void A_model_that_remembers_the_other_way_round_did_not_read_in_this_order()
    {
        var model = ToyRun.Honest(5);
        var report = ToyOutside.Watching(model).Verify(model, null, Remembering(-1));
        Assert.Equal(FlawKind.OrderUnread, Assert.Single(report.Flaws).Kind);
    }

    [Fact]
    public void A_model_whose_rate_fell_to_nothing_may_remember_the_earlier_text_better()
    {
        var report = ToyOutside.Watching(ToyRun.Honest(5)).Verify(ToyRun.Honest(5), null, Remembering(-1, fall: 0.01));
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P3, report.Level);
    }

    [Fact]
    public void A_model_that_remembers_no_order_proves_none()
    {
        var report = ToyOutside.Watching(ToyRun.Honest(5)).Verify(ToyRun.Honest(5), null, Remembering(0));
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P2, report.Level);
        Assert.Equal(CheckOutcome.NotMade, report.Checks.Single(c => c.Kind == CheckKind.Palimpsest).Outcome);
    }

    [Fact]
    public void Sentences_are_one_each_and_name_the_flaw()
    {
        var model = ToyRun.Honest(7);
        var forged = GrowthForger.EditedTensor(2);
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            var good = ToyOutside.Watching(model).Verify(model, model.Audit("c", 99));
            var bad = forged.Outside.Verify(forged.Model, forged.Model.Audit("c", 99));
            foreach (var sentence in new[] { good.ForMinister(language), good.ForAuditor(language),
                bad.ForMinister(language), bad.ForAuditor(language) })
            {
                Assert.DoesNotContain('\n', sentence);
                Assert.EndsWith(".", sentence, StringComparison.Ordinal);
            }
            Assert.Contains("tensor", bad.ForMinister(language), StringComparison.Ordinal);
            Assert.Contains("P5", good.ForAuditor(language), StringComparison.Ordinal);
        }
    }

    /// <summary>A hundred documents of which the model remembers the later ones better, or the earlier ones, or none
    /// better than others; the rate may fall.</summary>
    private static IReadOnlyList<Remembered> Remembering(int sign, double fall = 0) => [.. Enumerable.Range(0, 100)
        .Select(i => new Remembered(i, 1 - fall * i, 2 - sign * 0.003 * i + i * 37 % 11 * 0.02, 2))];
}
