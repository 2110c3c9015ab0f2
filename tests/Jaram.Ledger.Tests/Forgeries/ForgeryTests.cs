using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Forgeries;

public sealed class ForgeryTests(ITestOutputHelper output)
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

    /// <summary>By hand: how many are told without training again, and of how many the first flaw, which the minister
    /// reads, is the forgery itself.</summary>
    [Fact(Explicit = true)]
    public void The_campaign_in_a_table()
    {
        (string Name, Func<ulong, Forged> Forge)[] classes =
        [
            ("rewritten past", LogForger.RewrittenPast), ("swapped version", GrowthForger.SwappedVersion),
            ("foreign weights", GrowthForger.ForeignWeights), ("reordered data", GrowthForger.ReorderedData),
            ("changed recipe", GrowthForger.ChangedRecipe), ("truncated log", LogForger.Truncated),
            ("equivocation", LogForger.Equivocation), ("back-dated entry", LogForger.BackDated),
            ("edited tensor", GrowthForger.EditedTensor), ("old checkpoint", LogForger.OldHead),
            ("dropped witness", LogForger.DroppedWitness), ("renamed parent", GrowthForger.RenamedParent),
        ];
        foreach (var (name, forge) in classes)
        {
            var (caught, named, first, replays) = (0, 0, 0, 0);
            for (var seed = 0UL; seed < Campaign.Each; seed++)
            {
                var forged = forge(seed);
                var plain = forged.Outside.Verify(forged.Model);
                if (plain.Flaws.Count > 0) caught++;
                if (forged.NeedsReplay) replays++;
                var report = forged.NeedsReplay
                    ? forged.Outside.Verify(forged.Model, forged.Model.Audit("c", int.MaxValue))
                    : plain;
                if (report.Flaws.Any(flaw => flaw.Kind == forged.Kind)) named++;
                if (report.Flaws is [var head, ..] && head.Kind == forged.Kind) first++;
            }
            output.WriteLine($"{name}: {named} of {Campaign.Each} named, {first} in the first flaw; {caught} caught "
                + $"without replay, {replays} made so that only replay can tell");
        }
        var z = Enumerable.Range(0, (int)Campaign.Each).SelectMany(i => ToyRun.Honest((ulong)i) is var model
            ? ToyOutside.Watching(model).Verify(model).Measures.Select(m => (m.Z, m.Link)) : []).ToList();
        output.WriteLine($"honest: least birthmark z {z.Min(m => m.Z):F1}, least link {z.Min(m => m.Link):F1}");
    }

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
