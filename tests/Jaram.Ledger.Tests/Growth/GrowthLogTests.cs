using Jaram.Ledger.Growth;
using Jaram.Ledger.Tests.Forgeries;
using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Growth;

public sealed class GrowthLogTests
{
    private static readonly Signer _maker = SigningKey.Generate(KeyKind.Ed25519).ForLog("toy.example/model");
    private readonly SimulatedDisk _disk = new();
    private readonly ToyClock _clock = new();

    public GrowthLogTests()
    {
        _disk.CreateFolder("/toy");
        _clock.Go(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void What_is_appended_is_there_after_reopening()
    {
        var model = ToyRun.Honest(1);
        var log = Written(model);
        var again = GrowthLog.Open("/toy/ledger", [_maker], _disk, _clock);
        Assert.Equal(model.Entries.Count, again.History.Entries.Count);
        Assert.Equal(model.History.Seed, again.History.Seed);
        foreach (var (before, after) in log.History.Entries.Zip(again.History.Entries))
            Assert.Equal(before.ToRecord().ToStatement(before.Time), after.ToRecord().ToStatement(after.Time));
        Assert.Equal(model.History.FirstWeights().Bits, again.History.FirstWeights().Bits);
    }

    [Fact]
    public void Several_entries_go_under_one_checkpoint()
    {
        var log = GrowthLog.Create("/toy/ledger", [_maker], _disk, _clock);
        var back = new Rewound(8, 4, 2, "손실이 \"깨졌다\"");
        log.Append(back, back with { To = 0 });
        Assert.Equal(2, log.Log.Head.Size);
        Assert.Equal([4, 0], GrowthHistory.Read("/toy/ledger", _disk, [_maker.Verifier]).Entries
            .Select(entry => Assert.IsType<GrowthEntry.WentBack>(entry).Rewound.To));
    }

    [Fact]
    public void A_clock_that_goes_back_is_told_with_both_times()
    {
        Written(ToyRun.Honest(1));
        var early = new ToyClock();
        early.Go(new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));
        var log = GrowthLog.Open("/toy/ledger", [_maker], _disk, early);
        var size = log.Log.Head.Size;
        var refused = Assert.Throws<LedgerException>(() => log.Append(new Rewound(8, 4, 2, "")));
        Assert.Contains("the newest entry is of 2026-03-01 00:00:00Z", refused.Message, StringComparison.Ordinal);
        Assert.Contains("clock says 2026-02-01 00:00:00Z: set the clock", refused.Message, StringComparison.Ordinal);
        Assert.Equal(size, TileLog.Open("/toy/ledger", _disk, [_maker.Verifier]).Head.Size);
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        Written(ToyRun.Honest(1));
        var other = SigningKey.Generate(KeyKind.Ed25519).ForLog("toy.example/model");
        Assert.Throws<LedgerException>(() => GrowthLog.Open("/toy/ledger", [other], _disk, _clock));
    }

    [Fact]
    public void What_it_writes_verifies()
    {
        var model = ToyRun.Honest(1);
        Written(model);
        var report = LedgerVerifier.Verify("/toy/ledger", _disk, new() { Keys = [_maker.Verifier] },
            model.Evidence(model.Audit("c", 99)));
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P5, report.Level);
    }

    [Fact]
    public void Entries_of_another_key_are_named()
    {
        var model = ToyRun.Honest(1);
        Written(model);
        var other = SigningKey.Generate(KeyKind.Ed25519).ForLog("toy.example/model");
        var entry = Envelope.Sign(new GrowthRecordOf(new Rewound(28, 28, 0, "")).Statement, other).ToBytes();
        TileLog.Open("/toy/ledger", _disk, [_maker.Verifier]).Append([entry], [_maker], _clock);
        var report = LedgerVerifier.Verify("/toy/ledger", _disk, new() { Keys = [_maker.Verifier] },
            model.Evidence(null));
        Assert.Contains(report.Flaws, flaw => flaw.Kind == FlawKind.Signature
            && flaw.Where == $"entry {model.Entries.Count}");
    }

    [Fact]
    public void A_store_by_step_may_lack_versions_that_were_given_up()
    {
        for (var seed = 0UL; seed < 12; seed++)
        {
            var model = ToyRun.Honest(seed);
            var evidence = model.Evidence(null) with
            {
                Versions = version => model.Store[model.History.At(version.Step)!.Version.Version].Open(),
            };
            var report = ToyOutside.Watching(model).Verify(model, evidence);
            Assert.True(report.Flaws.Count == 0, $"seed {seed}: {string.Join("\n", report.Flaws)}");
        }
    }

    private GrowthLog Written(ToyModel model)
    {
        var log = GrowthLog.Create("/toy/ledger", [_maker], _disk, _clock);
        foreach (var blob in model.Blobs.Values) log.Put(blob);
        foreach (var entry in model.Entries) log.Append(entry.ToRecord());
        return log;
    }

    /// <summary>A statement as a forger would write it by hand.</summary>
    private sealed record GrowthRecordOf(GrowthRecord Record)
    {
        public byte[] Statement => Record.ToStatement(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
