using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>Forges the log of an honest model: he owns the maker's key, and no witness's.</summary>
internal static class LogForger
{
    /// <summary>A past entry says something else now, and all is signed anew.</summary>
    public static Forged RewrittenPast(ulong seed)
    {
        var (model, outside, dice) = Honest(seed, nameof(RewrittenPast));
        var seen = model.Published.Take(model.Published.Count - dice.Throw(2)).Max(p => p.Size);
        var index = dice.Pick([.. model.Entries.Take((int)seen).Where(e => e is not GrowthEntry.Drawn)
            .Select(e => (int)e.Index)]);
        model.Change(index, entry => entry switch
        {
            GrowthEntry.Committed c => c with { Commitment = c.Commitment with { Platform = "another" } },
            GrowthEntry.Planned p => p with { Plan = p.Plan with { Platform = "another" } },
            GrowthEntry.Made m => m with { Version = m.Version with { Tokens = m.Version.Tokens + 1 } },
            GrowthEntry.WentBack b => b with { Rewound = b.Rewound with { Why = "another reason" } },
            _ => entry,
        });
        outside.Resign(model);
        return new(model, outside, FlawKind.RewrittenPast, "kept", $"entry {index} of {seen} seen");
    }

    /// <summary>The last entries are taken off; the checkpoint stays, or a smaller one is signed.</summary>
    public static Forged Truncated(ulong seed)
    {
        var (model, outside, dice) = Honest(seed, nameof(Truncated));
        var off = 1 + dice.Throw(Math.Min(5, model.Entries.Count - (int)model.Published[^2].Size - 1) is var most
            && most > 0 ? most : 1);
        model.Entries.RemoveRange(model.Entries.Count - off, off);
        ShowRecipeOf(model);
        var signs = dice.Throw(2) == 0;
        var full = outside.Checkpoint;
        outside.Resign(model);
        if (!signs) outside.Checkpoint = full;
        return new(model, outside, FlawKind.Truncated, signs ? "checkpoint" : "tile/entries", $"{off} entries, signed anew: {signs}");
    }

    /// <summary>The whole folder as it was earlier, with the head that witnesses vouched for then.</summary>
    public static Forged OldHead(ulong seed)
    {
        var (model, outside, dice) = Honest(seed, nameof(OldHead));
        var old = dice.Pick([.. outside.Kept.Where(k => k.Size > 3 && k.Size < model.Entries.Count)]);
        model.Entries.RemoveRange((int)old.Size, model.Entries.Count - (int)old.Size);
        ShowRecipeOf(model);
        outside.Show(model, old.Size, model.Entries[^1].Time, []);
        outside.Checkpoint = old.Note;
        return new(model, outside, FlawKind.OldHead, "checkpoint", $"size {old.Size}");
    }

    /// <summary>Witness w3 was shown one history, the others another.</summary>
    public static Forged Equivocation(ulong seed)
    {
        var (model, _, dice) = Honest(seed, nameof(Equivocation));
        var fork = model.Copy();
        var from = (int)model.Published[1].Size;                        // version 0, seen by all
        fork.Change(from + dice.Throw(model.Entries.Count - from), entry => entry switch
        {
            GrowthEntry.Made m => m with { Version = m.Version with { Tokens = m.Version.Tokens + 1 } },
            GrowthEntry.Planned p => p with { Plan = p.Plan with { Platform = "another" } },
            GrowthEntry.WentBack b => b with { Rewound = b.Rewound with { Why = "another reason" } },
            _ => entry,
        });
        var outside = ToyOutside.Watching(model, from);
        var (end, last) = (model.Entries.Count, model.Published[^1].Time);
        outside.See(model, end, last, outside.Witnesses[..2]);
        outside.Show(fork, end, last, dice.Throw(2) == 0
            ? outside.Witnesses[2..]
            : outside.Witnesses);                                       // w1 and w2 refuse
        return new(fork, outside, FlawKind.Equivocation, "kept", $"fork after {from}");
    }

    /// <summary>Fewer witnesses vouch for the newest head than the policy demands.</summary>
    public static Forged DroppedWitness(ulong seed)
    {
        var (model, outside, dice) = Honest(seed, nameof(DroppedWitness));
        var left = dice.Throw(2);
        var gone = dice.Throw(3) + 1;
        outside.Drop(line => line.Name.StartsWith('w') && (left == 0 || line.Name != $"w{gone}.example"));
        return new(model, outside, FlawKind.WitnessMissing, "checkpoint", $"{left} left");
    }

    /// <summary>An entry claims to be older than it is.</summary>
    public static Forged BackDated(ulong seed)
    {
        var (model, outside, dice) = Honest(seed, nameof(BackDated));
        var last = model.Entries[^1];
        if (dice.Throw(2) == 0)
        {
            // the clock was put back for the newest entries
            var at = model.Entries.Count - 1 - dice.Throw(2);
            model.Change(at, entry => entry with { Time = model.Entries[at - 1].Time.AddDays(-1 - dice.Throw(30)) });
            outside = ToyOutside.Watching(model, at);
            outside.Show(model, model.Entries.Count, last.Time.AddHours(1), outside.Witnesses);
            return new(model, outside, FlawKind.BackDated, $"entry {at}", "time goes back");
        }
        // the ledger lies idle, witnesses vouch for it once more; then a late entry claims to be from before that
        var idle = last.Time.AddDays(10 + dice.Throw(300));
        outside.See(model, model.Entries.Count, idle, outside.Witnesses);
        var plan = model.Entries.OfType<GrowthEntry.Planned>().Last().Plan;
        model.Entries.Add(new GrowthEntry.Planned(model.Entries.Count, last.Time.AddDays(dice.Throw(5)),
            plan with { From = plan.To }));
        outside.Show(model, model.Entries.Count, idle.AddDays(1), outside.Witnesses);
        return new(model, outside, FlawKind.BackDated, $"entry {model.Entries.Count - 1}", "from before it was seen");
    }

    private static (ToyModel, ToyOutside, ForgerDice) Honest(ulong seed, string what)
    {
        var model = ToyRun.Honest(seed);
        return (model, ToyOutside.Watching(model), new(seed, what));
    }

    /// <summary>A forger who cuts puts the recipe of that time into the folder.</summary>
    private static void ShowRecipeOf(ToyModel model)
    {
        var plan = model.Entries.OfType<GrowthEntry.Planned>().Last().Plan;
        model.Recipe = model.Blob(plan.Recipe);
    }
}
