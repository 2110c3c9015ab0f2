using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Tests.Forgeries;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Tests.Verifying;

public sealed class PackedOpenerTests
{
    [Fact]
    public void Versions_in_packs_verify_and_a_damaged_pack_is_named()
    {
        using var folder = new TemporaryFolder();
        var model = ToyRun.Honest(1);
        var store = new PackedVersions(Path.Combine(folder.Path, "versions"), new Disk(), new() { KeyframeEvery = 4 });
        foreach (var step in model.Versions.Select(made => made.Version.Step).Distinct())
            Publish(store, step, model.Store[model.History.At(step)!.Version.Version]);

        var good = Verify(model, store);
        Assert.True(good.Flaws.Count == 0, string.Join("\n", good.Flaws));

        var pack = store.Look(8).PathOf(PackedVersions.WeightsFile);
        var bytes = File.ReadAllBytes(pack);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(pack, bytes);
        var bad = Verify(model, new(Path.Combine(folder.Path, "versions"), new Disk(), new()));
        Assert.Contains(bad.Flaws, flaw => flaw.Kind == FlawKind.StoreLacks
            && flaw.Text.Contains("step-00000008", StringComparison.Ordinal));
    }

    private static VerificationReport Verify(ToyModel model, PackedVersions store) =>
        ToyOutside.Watching(model).Verify(model, model.Evidence(null) with
        {
            Versions = new PackedOpener(store, "trainer.json").Open,
        });

    private static void Publish(PackedVersions store, long step, ToyVersion version)
    {
        using var open = version.Open();
        store.Publish(step, HeldTensors.Copy(open.Weights.Entries, open.Weights.Bytes),
            HeldTensors.Copy(open.Optimizer!.Entries, open.Optimizer.Bytes),
            new Dictionary<string, Action<Stream>> { ["trainer.json"] = file => file.Write(version.State) });
    }
}
