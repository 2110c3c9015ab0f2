using System.Diagnostics;
using Jaram.Checkpoints;
using Jaram.Ledger.Tests.Forgeries;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Logs;

namespace Jaram.Ledger.Tests.Verifying;

/// <summary>Run by hand: tests -explicit only. Prints seconds; asserts none.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void Ten_thousand_entries()
    {
        var maker = SigningKey.Generate(KeyKind.Ed25519).ForLog("toy.example/model");
        using var folder = new TemporaryFolder();
        var (disk, ledger) = (new Disk(), Path.Combine(folder.Path, "ledger"));
        var model = ToyRun.Long(1, 9_996);
        var log = TileLog.Create(ledger, [maker], disk, TimeProvider.System);
        log.Append([.. model.Entries.Select(entry =>
            (ReadOnlyMemory<byte>)Envelope.Sign(entry.ToRecord().ToStatement(entry.Time), maker).ToBytes())], [maker],
            TimeProvider.System);
        var blobs = new BlobStore(Path.Combine(ledger, "blobs"), new QuickDisk());
        foreach (var blob in model.Blobs.Values) blobs.Put(blob);
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            Assert.Empty(TileLog.Verify(ledger, disk, [maker.Verifier]));
            var tiles = clock.Elapsed.TotalSeconds;
            clock.Restart();
            var reading = new LogReading(ledger, disk, [maker.Verifier], []);
            Assert.Empty(reading.Log.Problems);
            var read = clock.Elapsed.TotalSeconds;
            clock.Restart();
            Envelope[] envelopes = [.. log.ReadAll().Select((entry, i) => Envelope.Parse(entry, $"entry {i}"))];
            var parsed = clock.Elapsed.TotalSeconds;
            clock.Restart();
            foreach (var envelope in envelopes) envelope.Verify([maker.Verifier], "entry");
            var signed = clock.Elapsed.TotalSeconds;
            clock.Restart();
            foreach (var (i, envelope) in envelopes.Index()) Jaram.Ledger.Growth.GrowthEntry.Decode(i, envelope.Payload);
            output.WriteLine($"one thread: envelopes {parsed:F3} s, signatures {signed:F3} s, statements "
                + $"{clock.Elapsed.TotalSeconds:F3} s");
            clock.Restart();
            var report = LedgerVerifier.Verify(ledger, disk, new() { Keys = [maker.Verifier] }, model.Evidence(null));
            Assert.Empty(report.Flaws);
            output.WriteLine($"{model.Entries.Count} entries: tiles {tiles:F3} s; with signatures and entries "
                + $"{read:F3} s; all checks of {model.Versions.Count} versions {clock.Elapsed.TotalSeconds:F3} s");
        }
    }

    /// <summary>A disk that syncs nothing: what is measured is reading.</summary>
    private sealed class QuickDisk : Disk
    {
        public override void Sync(Stream file) => file.Flush();

        public override void SyncFolder(string path) { }
    }
}
