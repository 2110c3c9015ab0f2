using Jaram.Ledger.Verifying;

namespace Jaram.Training.Tests.Recording;

/// <summary>What a verifier says of models that were really raised, one of each kind.</summary>
public sealed class RecordedLifeTests
{
    [Theory, MemberData(nameof(TinyDesigns.Names), MemberType = typeof(TinyDesigns))]
    public void Of_an_honest_life_nothing_is_said_and_every_segment_comes_out_again(string design)
    {
        using var life = new RecordedLife(design);
        var report = life.Verify(replayed: 99);
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P5, report.Level);
        Assert.Equal(RecordedLife.Steps / RecordedLife.SaveEvery, report.Reproduced);
        foreach (var kind in new[] { CheckKind.Rates, CheckKind.Documents, CheckKind.StepBounds, CheckKind.Birthmark })
            Assert.Equal(CheckOutcome.Held, report.Checks.Single(check => check.Kind == kind).Outcome);
    }

    /// <summary>Bit 16 is the lowest of a bfloat16: a change far too small for any bound.</summary>
    [Fact]
    public void One_flipped_bit_of_a_bfloat16_that_every_digest_was_made_to_fit_is_found_by_replay()
    {
        using var life = new RecordedLife("local-and-full");
        var tensor = life.History.TensorsOf(life.History.Versions[2].Version).Weights[3].Name;
        life.Flip(step: 4, tensor, number: 5, bit: 16);
        Assert.Empty(life.Verify().Flaws);                              // nothing else can know
        var flaw = Assert.Single(life.Verify(replayed: 99).Flaws, flaw => flaw.Kind == FlawKind.EditedTensor);
        Assert.Contains($"of step 4, tensor {tensor}", flaw.Where, StringComparison.Ordinal);
    }
}
