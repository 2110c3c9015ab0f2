using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Forgeries;

public sealed class ForgeryTests
{
    [Fact] public void A_rewritten_past_is_named() => AllNamed(LogForger.RewrittenPast);

    [Fact] public void A_swapped_version_is_named() => AllNamed(GrowthForger.SwappedVersion);

    [Fact] public void Foreign_weights_are_named() => AllNamed(GrowthForger.ForeignWeights);

    [Fact] public void Reordered_data_are_named() => AllNamed(GrowthForger.ReorderedData);

    [Fact] public void A_changed_recipe_is_named() => AllNamed(GrowthForger.ChangedRecipe);

    [Fact] public void A_truncated_log_is_named() => AllNamed(LogForger.Truncated);

    [Fact] public void Equivocation_is_named() => AllNamed(LogForger.Equivocation);

    [Fact] public void A_back_dated_entry_is_named() => AllNamed(LogForger.BackDated);

    [Fact] public void An_edited_tensor_is_named() => AllNamed(GrowthForger.EditedTensor);

    [Fact] public void A_replayed_old_checkpoint_is_named() => AllNamed(LogForger.OldHead);

    [Fact] public void A_dropped_witness_is_named() => AllNamed(LogForger.DroppedWitness);

    [Fact] public void A_renamed_parent_is_named() => AllNamed(GrowthForger.RenamedParent);

    /// <summary>Forges with each seed, and wants the flaw named for what it is, with its place.</summary>
    private static void AllNamed(Func<ulong, Forged> forge)
    {
        for (var seed = 0UL; seed < Campaign.Each; seed++)
        {
            var forged = forge(seed);
            var replay = forged.NeedsReplay ? forged.Model.Audit($"challenge {seed}", int.MaxValue) : null;
            var report = forged.Outside.Verify(forged.Model, replay);
            Assert.True(report.Level == ProofLevel.P0, $"seed {seed}, {forged.Tale}: level {report.Level}");
            Assert.True(report.Flaws.Any(flaw => flaw.Kind == forged.Kind
                    && flaw.Where.Contains(forged.Where, StringComparison.Ordinal)),
                $"seed {seed}, {forged.Tale}: {forged.Kind} at {forged.Where} wanted, found\n"
                + string.Join("\n", report.Flaws));
        }
    }
}
