using Jaram.Checkpoints;
using Jaram.Ledger;
using Jaram.Payoff.Recording;

namespace Jaram.Payoff.Tests.Recording;

public sealed class ComparisonLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<SigningKey> _keys = [SigningKey.Generate(KeyKind.Ed25519)];

    public void Dispose() => _folder.Dispose();

    private string Ledger => Path.Combine(_folder.Path, "ledger");

    [Fact]
    public void The_plan_is_in_the_ledger_before_any_run()
    {
        var log = Register();
        Assert.Equal((1, Digest.Of(Some.Plan.Write())), (log.Entries, log.Plan));
        Assert.Empty(log.Runs);
    }

    [Fact]
    public void What_was_recorded_is_read_back()
    {
        var outcomes = Some.Outcomes(gain: 1, noise: 0.01);
        var log = Register();
        foreach (var outcome in outcomes.Values.Take(3)) log.Record(outcome);
        var again = ComparisonLog.Open(Ledger, _keys, new(), TimeProvider.System);
        Assert.Equal(outcomes.Keys.Take(3).Order(StringComparer.Ordinal), again.Runs.Keys.Order(StringComparer.Ordinal));
        var first = outcomes.First();
        Assert.Equal(first.Value.Rungs, again.Runs[first.Key].Rungs);
        Assert.Equal(Some.Plan.Write(), again.ReadPlan().Write());
        Assert.False(again.IsConcluded);
    }

    [Fact]
    public void A_run_counts_once()
    {
        var (log, run) = (Register(), Some.Outcomes(1, 0).Values.First());
        log.Record(run);
        Assert.Contains("is there twice", Assert.Throws<PayoffException>(() => log.Record(run)).Message, Ordinal);
    }

    [Fact]
    public void A_run_of_another_plan_is_refused()
    {
        var run = Some.Outcomes(1, 0).Values.First() with { Plan = Digest.Of([1]) };
        Assert.Contains("is registered", Assert.Throws<PayoffException>(() => Register().Record(run)).Message, Ordinal);
    }

    [Fact]
    public void Another_makers_key_does_not_open_it()
    {
        Register();
        Assert.Throws<LedgerException>(() => ComparisonLog.Open(
            Ledger, [SigningKey.Generate(KeyKind.Ed25519)], new(), TimeProvider.System));
    }

    private ComparisonLog Register() => ComparisonLog.Register(
        Ledger, Some.Plan, Some.Planned(Some.Wish).Parts, _keys, new(), TimeProvider.System);
}
