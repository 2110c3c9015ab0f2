using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>Forges what entries say, and has witnesses vouch for it from the beginning: they do not judge.</summary>
internal static class GrowthForger
{
    /// <summary>Two versions of one run in each other's place: in the store, or in the record too.</summary>
    public static Forged SwappedVersion(ulong seed)
    {
        var (model, dice) = Honest(seed, nameof(SwappedVersion));
        var (a, b) = Two(model, dice);
        var (one, other) = (model.Store[a.Version.Version], model.Store[b.Version.Version]);
        if (dice.Throw(2) == 0)
        {
            (model.Store[a.Version.Version], model.Store[b.Version.Version]) = (other, one);
            return Seen(model, FlawKind.SwappedVersion, $"of step {a.Version.Step}", "in the store");
        }
        model.Entries[(int)a.Index] = model.Describe(a, other);
        model.Entries[(int)b.Index] = model.Describe(b, one);
        for (var i = 0; i < model.Entries.Count; i++)
            if (model.Entries[i] is GrowthEntry.Made made)
                model.Entries[i] = made with
                {
                    Version = made.Version with
                    {
                        Parents = [.. made.Version.Parents.Select(p => p == a.Version.Version ? b.Version.Version
                            : p == b.Version.Version ? a.Version.Version : p)],
                    },
                };
        return Seen(model, FlawKind.SwappedVersion, $"of step {a.Version.Step}", "in the record") with
        {
            NeedsReplay = true,
        };
    }

    /// <summary>Another model's weights: at birth or later, plain or with a little of the own first weights, and
    /// trained on honestly from there.</summary>
    public static Forged ForeignWeights(ulong seed)
    {
        var dice = new ForgerDice(seed, nameof(ForeignWeights));
        var other = ToyRun.Honest(seed + 1_000_000);
        var foreign = other.Versions.GroupBy(m => m.Version.Step)
            .ToDictionary(g => g.Key, g => other.Store[g.Last().Version.Version]);
        var step = dice.Throw(7) * 4;
        ToyVersion? own = null;
        var some = dice.Throw(2) == 0 ? 0f : 0.3f;
        ToyVersion Splice(ToyVersion version)
        {
            var strange = foreign[step].Copy();
            foreach (var (name, values) in strange.Weights)
                for (var i = 0; i < values.Length; i++) values[i] += some * own!.Weights[name][i];
            return (strange with { State = version.State }).Rounded(13, 8);
        }
        var model = ToyRun.With(seed, new()
        {
            Born = version => (own = version) is not null && step == 0 ? Splice(version) : version,
            Save = (version, at) => at == step ? Splice(version) : version,
        });
        return Seen(model, FlawKind.ForeignWeights, $"of step {step}", $"step {step}, {some} of its own");
    }

    /// <summary>The text in another order: said, or kept secret.</summary>
    public static Forged ReorderedData(ulong seed)
    {
        var dice = new ForgerDice(seed, nameof(ReorderedData));
        var (at, way) = (dice.Throw(7) * 4, dice.Throw(3));
        ToySegment Cheat(ToyVersion from, ToyRecipe recipe, (long Step, long Batch)[] steps)
        {
            if (steps[0].Step != at + 1) return ToyTrainer.Train(from, recipe, steps);
            if (way == 0) return ToyTrainer.Train(from, recipe, steps, b => ToyText.Batch(recipe.Seed + 1, b));
            var turned = steps.Select((s, i) => (s.Step, steps[^(i + 1)].Batch)).ToArray();
            var trained = ToyTrainer.Train(from, recipe, turned);
            if (way == 1) return trained;                               // records say so
            var said = trained.Steps.Zip(steps, (record, s) => record with { Batch = s.Batch }).ToList();
            var due = ToyText.Hash(steps.SelectMany(s => ToyText.Batch(recipe.Seed, s.Batch)));
            var honest = ToyTrainer.Train(from, recipe, steps).Version.State;
            return new(trained.Version with { State = honest }, said, due);
        }
        var model = ToyRun.With(seed, new() { Train = Cheat });
        return Seen(model, way == 2 ? FlawKind.NotReproduced : FlawKind.ReorderedData, $"of step {at + 4}",
            $"way {way} at step {at}") with { NeedsReplay = way == 2 };
    }

    /// <summary>Another recipe: in the folder, in a plan, in what was done, or in what was done and not said.</summary>
    public static Forged ChangedRecipe(ulong seed)
    {
        var dice = new ForgerDice(seed, nameof(ChangedRecipe));
        var (at, way) = (dice.Throw(7) * 4, dice.Throw(4));
        static ToyRecipe Other(ToyRecipe recipe) => recipe with
        {
            Stages = [.. recipe.Stages.Select(stage => stage with { Steps = stage.Steps * 2 })],
        };
        ToySegment Cheat(ToyVersion from, ToyRecipe recipe, (long Step, long Batch)[] steps)
        {
            if (way < 2 || steps[0].Step != at + 1) return ToyTrainer.Train(from, recipe, steps);
            if (way == 2) return ToyTrainer.Train(from, Other(recipe), steps);
            var secret = ToyTrainer.Train(from, recipe with { Table = recipe.Table * 0.9, Head = recipe.Head * 1.1,
                Matrix = recipe.Matrix * 0.9 }, steps);
            return secret;
        }
        var model = ToyRun.With(seed, new() { Train = Cheat });
        if (way == 0) model.Recipe = (ToyRecipe.Read(model.Recipe) with { Seed = seed + 1 }).Write();
        if (way == 1) ChangePlan(model, dice);
        var where = way switch { 0 => "recipe.json", 1 => "entry", _ => $"of step {at + 4}" };
        return Seen(model, way == 3 ? FlawKind.NotReproduced : FlawKind.ChangedRecipe, where, $"way {way}, step {at}")
            with { NeedsReplay = way == 3 };
    }

    /// <summary>Some numbers of one tensor, changed after training; training went on from the true or the edited
    /// version; everything is signed anew.</summary>
    public static Forged EditedTensor(ulong seed)
    {
        var dice = new ForgerDice(seed, nameof(EditedTensor));
        var name = dice.Pick(ToyNet.Tensors).Name;
        var step = 4 + dice.Throw(7) * 4;
        var (big, goesOn) = (dice.Throw(2) == 0, dice.Throw(2) == 0);
        ToyVersion Edit(ToyVersion version)
        {
            var edited = version.Copy();
            var values = MemoryMarshal.Cast<float, uint>(edited.Weights[name].AsSpan());
            if (big) for (var i = 0; i < 3; i++) edited.Weights[name][dice.Throw(values.Length)] += 6;
            else values[dice.Throw(values.Length)] ^= 1 << 16;          // one bit of a bfloat16
            return edited.Rounded(13, 8);
        }
        var model = goesOn
            ? ToyRun.With(seed, new() { Save = (version, at) => at == step ? Edit(version) : version })
            : ToyRun.Honest(seed);
        if (!goesOn)
        {
            var made = model.Versions.Last(m => m.Version.Step == step && m.Version.Cause == Cause.Raised);
            step = (int)made.Version.Step;
            foreach (var twin in model.Versions.Where(m => m.Version.Version == made.Version.Version).ToList())
                model.Replace((int)twin.Index, Edit(model.Store.GetValueOrDefault(twin.Version.Version)
                    ?? model.Store[model.Versions.First(m => m.Index == made.Index).Version.Version]));
        }
        return Seen(model, FlawKind.EditedTensor, $"tensor {name}", $"step {step}, big {big}, goes on {goesOn}")
            with { NeedsReplay = !big };
    }

    /// <summary>A version says that it was made from another than it was.</summary>
    public static Forged RenamedParent(ulong seed)
    {
        var (model, dice) = Honest(seed, nameof(RenamedParent));
        var raised = model.Versions.Where(m => m.Version.Cause == Cause.Raised && m.Version.From > 0).ToList();
        var victim = dice.Pick(raised);
        var unknown = dice.Throw(2) == 0;
        var name = unknown
            ? Digest.Of([.. "another parent"u8, (byte)dice.Throw(200)])
            : dice.Pick([.. model.Versions.Where(m => m.Index < victim.Index
                && m.Version.Version != victim.Version.Parents[0]).Select(m => m.Version.Version)]);
        model.Entries[(int)victim.Index] = victim with { Version = victim.Version with { Parents = [name] } };
        return Seen(model, FlawKind.Parent, $"entry {victim.Index}", $"unknown {unknown}");
    }

    private static void ChangePlan(ToyModel model, ForgerDice dice)
    {
        var plans = model.Entries.OfType<GrowthEntry.Planned>().ToList();
        var from = dice.Throw(plans.Count);
        foreach (var planned in plans.Skip(from))
        {
            var recipe = ToyRecipe.Read(model.Blob(planned.Plan.Recipe));
            model.Recipe = (recipe with { Seed = recipe.Seed + 1 }).Write();
            model.Entries[(int)planned.Index] = planned with
            {
                Plan = planned.Plan with { Recipe = model.Keep(model.Recipe) },
            };
        }
    }

    /// <summary>Two versions that training made, the earlier first, neither reverted to.</summary>
    private static (GrowthEntry.Made, GrowthEntry.Made) Two(ToyModel model, ForgerDice dice)
    {
        var alone = model.Versions.GroupBy(m => m.Version.Version).Where(g => g.Count() == 1)
            .Select(g => g.Single()).Where(m => m.Version.Cause == Cause.Raised).ToList();
        var first = dice.Throw(alone.Count - 1);
        return (alone[first], alone[first + 1 + dice.Throw(alone.Count - first - 1)]);
    }

    private static (ToyModel, ForgerDice) Honest(ulong seed, string what) => (ToyRun.Honest(seed), new(seed, what));

    private static Forged Seen(ToyModel model, FlawKind kind, string where, string tale) =>
        new(model, ToyOutside.Watching(model), kind, where, tale);
}
