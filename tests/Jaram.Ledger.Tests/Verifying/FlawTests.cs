using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Tests.Forgeries;
using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Verifying;

/// <summary>One thing wrong, one kind of flaw, with its place.</summary>
public sealed class FlawTests
{
    [Fact]
    public void A_blob_that_is_gone() => Named(FlawKind.Blob, "steps", model =>
        model.Blobs.Remove(model.Versions[2].Version.Steps));

    [Fact]
    public void Weights_that_are_gone() => Named(FlawKind.StoreLacks, "of step 8", model =>
        model.Store.Remove(model.Versions[2].Version.Version));

    [Fact]
    public void A_name_that_does_not_follow() => Named(FlawKind.Name, "of step 8", model =>
        Edit(model, 2, v => v with { State = Digest.Of("another"u8) }));

    [Fact]
    public void A_loss_that_its_steps_do_not_have() => Named(FlawKind.Misrecorded, "of step 8", model =>
        Edit(model, 2, v => v with { Loss = v.Loss - 0.1 }));

    [Fact]
    public void A_step_that_is_missing() => Named(FlawKind.Steps, "of step 8", model =>
        Edit(model, 2, v => v with { Steps = model.Keep([.. model.History.StepsOf(v).Skip(1)]) }));

    [Fact]
    public void Steps_that_were_not_planned() => Named(FlawKind.Steps, "of step 16", model =>
        model.Change(2, e => e is GrowthEntry.Planned p ? p with { Plan = p.Plan with { To = 12 } } : e));

    [Fact]
    public void Probes_that_jump() => Named(FlawKind.LossJump, "of step 8", model =>
        Edit(model, 2, v => v with { Probes = [.. v.Probes.Select(p => p + 2)] }));

    [Fact]
    public void A_nonce_for_another_commitment() => Named(FlawKind.Misordered, "entry 1", model =>
        model.Change(1, e => e is GrowthEntry.Drawn d
            ? d with { Nonce = d.Nonce with { Commitment = Digest.Of("another"u8) } } : e));

    [Fact]
    public void A_version_before_any_plan() => Named(FlawKind.Misordered, "of step 0", model =>
    {
        (model.Entries[2], model.Entries[3]) = (model.Entries[3] with { Index = 2 }, model.Entries[2] with { Index = 3 });
    });

    [Fact]
    public void A_first_weight_that_was_chosen() => Named(FlawKind.EditedTensor, "tensor in.weight", model =>
    {
        var born = model.Store[model.Versions[0].Version.Version].Copy();
        born.Weights["in.weight"][5] += 0.25f;
        model.Replace((int)model.Versions[0].Index, born.Rounded(13, 8));
    });

    [Fact]
    public void An_optimizer_that_remembers_before_the_first_step() => Named(FlawKind.EditedTensor, "table/first", model =>
    {
        var born = model.Store[model.Versions[0].Version.Version].Copy();
        born.Memory["table/first"][5] = 0.25f;
        model.Replace((int)model.Versions[0].Index, born);
    });

    [Fact]
    public void One_bit_in_the_store() => Named(FlawKind.EditedTensor, "of step 8, tensor out.weight", model =>
    {
        var name = model.Versions[2].Version.Version;
        var version = model.Store[name].Copy();
        version.Weights["out.weight"][7] = BitConverter.UInt32BitsToSingle(
            BitConverter.SingleToUInt32Bits(version.Weights["out.weight"][7]) ^ 1);
        model.Store[name] = version;
    });

    [Fact]
    public void Another_design() => Named(FlawKind.ChangedFile, "design.json", model => new ToyModel
    {
        Design = Digest.Of("another"u8), Tokenizer = model.Tokenizer,
    });

    [Fact]
    public void No_entries_at_all() => Named(FlawKind.Misordered, "ledger", model =>
    {
        model.Entries.Clear();
        model.Published.Clear();
        model.Published.Add((0, DateTimeOffset.UnixEpoch));
    });

    private static void Edit(ToyModel model, int version, Func<VersionMade, VersionMade> change)
    {
        var made = model.Versions[version];
        model.Entries[(int)made.Index] = made with { Version = change(made.Version) };
    }

    private static void Named(FlawKind kind, string where, Func<ToyModel, ToyModel> spoil)
    {
        var model = ToyRun.Honest(1);
        var files = spoil(model);
        var evidence = model.Evidence(null);
        var report = ToyOutside.Watching(model).Verify(model, evidence with
        {
            Files = evidence.Files! with { Design = files.Design },
        });
        Assert.True(report.Flaws.Any(flaw => flaw.Kind == kind && flaw.Where.Contains(where, StringComparison.Ordinal)),
            string.Join("\n", report.Flaws));
        Assert.All(report.Flaws, flaw => Assert.DoesNotContain('\n', flaw.Text));
        Assert.Equal(ProofLevel.P0, report.Level);
    }

    private static void Named(FlawKind kind, string where, Action<ToyModel> spoil) => Named(kind, where, model =>
    {
        spoil(model);
        return model;
    });
}
