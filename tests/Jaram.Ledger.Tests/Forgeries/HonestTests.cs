using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Forgeries;

public sealed class HonestTests
{
    [Fact]
    public void Honest_ledgers_raise_no_alarm()
    {
        for (var seed = 0UL; seed < Campaign.Each; seed++)
        {
            var model = ToyRun.Honest(seed);
            var report = ToyOutside.Watching(model).Verify(model, model.Audit($"challenge {seed}", 3));
            Assert.True(report.Flaws.Count == 0, $"seed {seed}: {string.Join("\n", report.Flaws)}");
            Assert.Equal(ProofLevel.P2, report.Level);                  // nobody gave losses of the last epoch
            Assert.True(report.Measures.All(m => m.Z > 6), $"seed {seed}: least z {report.Measures.Min(m => m.Z)}");
        }
    }

    [Fact]
    public void What_is_made_again_from_first_to_last_is_P5()
    {
        var model = ToyRun.Honest(1);
        var report = ToyOutside.Watching(model).Verify(model, model.Audit("all", int.MaxValue));
        Assert.Equal(ProofLevel.P5, report.Level);
        Assert.Equal(0, report.DetectableShare);
    }
}
