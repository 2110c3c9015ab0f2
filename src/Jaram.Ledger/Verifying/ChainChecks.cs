// Version follows version without a gap: each names the one before it, bears the name of its content, and has all its
// steps, planned beforehand.
// Source: gate G2 of a proof of training (ours).

using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>The chain of versions.</summary>
internal static class ChainChecks
{
    /// <summary>Means are added up in some order: so far may they differ.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Makes the check.</summary>
    public static void Make(Examination look) => look.Make(CheckKind.Chain, FlawKind.Steps, () =>
    {
        VersionMade? head = null;
        var (versions, steps) = (0, 0L);
        foreach (var entry in look.History.Entries)
        {
            switch (entry)
            {
                case GrowthEntry.Planned planned:
                    Plan(look, planned, head);
                    break;
                case GrowthEntry.WentBack back:
                    head = Back(look, back, head);
                    break;
                case GrowthEntry.Made made:
                    Version(look, made, head);
                    (head, versions, steps) = (made.Version, versions + 1, Math.Max(steps, made.Version.Step));
                    break;
            }
        }
        return Examination.Say($"{versions} versions, {steps} steps");
    });

    private static void Plan(Examination look, GrowthEntry.Planned planned, VersionMade? head)
    {
        var (from, to) = (planned.Plan.From, planned.Plan.To);
        if (from != (head?.Step ?? 0))
            look.Object(FlawKind.Steps, Examination.Place(planned),
                $"the plan begins after step {from}, the model was at step {head?.Step ?? 0}: steps are missing; "
                + $"ask its makers");
        if (to < from)
            look.Object(FlawKind.Steps, Examination.Place(planned),
                $"the plan goes from step {from} back to {to}: ask its makers");
    }

    private static VersionMade? Back(Examination look, GrowthEntry.WentBack back, VersionMade? head)
    {
        var to = look.History.Versions.LastOrDefault(made =>
            made.Index < back.Index && made.Version.Step == back.Rewound.To)?.Version;
        if (to is null)
            look.Object(FlawKind.Steps, Examination.Place(back),
                $"the run went back to step {back.Rewound.To}, where no version was made; the newest is of step "
                + $"{head?.Step ?? 0}: ask its makers");
        return to ?? head;
    }

    private static void Version(Examination look, GrowthEntry.Made made, VersionMade? head)
    {
        var v = made.Version;
        var place = Examination.Place(made);
        var name = VersionMade.NameOf(v.Weights, v.Optimizer, v.State);
        if (name != v.Version)
            look.Object(FlawKind.Name, place,
                $"it is named {v.Version}, its weights, optimizer and state give {name}: the entry was changed; ask "
                + $"its makers");
        Parent(look, made, head);
        if (v.Cause != Cause.Reverted && look.History.PlanOf(made)?.Plan is { } plan
            && (v.From < plan.From || v.Step > plan.To))
            look.Object(FlawKind.Steps, place,
                $"its steps are {v.From + 1} to {v.Step}, the plan before it allows {plan.From + 1} to {plan.To}: "
                + $"they were not planned; ask its makers");
        Steps(look, made, look.History.StepsOf(v));
    }

    private static void Parent(Examination look, GrowthEntry.Made made, VersionMade? head)
    {
        var (v, place) = (made.Version, Examination.Place(made));
        if (v.IsFirst != (head is null) || v.IsFirst && (v.Parents.Count > 0 || v.Step != 0))
            look.Object(FlawKind.Parent, place,
                $"its cause is {v.Cause}, with {v.Parents.Count} parents at step {v.Step} after {made.Index} "
                + $"entries: only the first version is born or grown, of none here, at step 0; ask its makers");
        if (v.IsFirst && (v.Cause == Cause.Grown) != (look.History.Descents.Count > 0))
            look.Object(FlawKind.Parent, place,
                $"its cause is {v.Cause}, the ledger names {look.History.Descents.Count} models that it was grown "
                + $"from: a version is grown where there is 1, born where there is none; ask its makers");
        if (v.IsFirst) return;
        if (v.Parents is not [var first, ..])
        {
            look.Object(FlawKind.Parent, place,
                $"it has 0 parents, a version that was {v.Cause} has 1 or more: ask its makers");
            return;
        }
        foreach (var parent in v.Parents)
            if (look.History.FindBefore(parent, made.Index) is null)
                look.Object(FlawKind.Parent, place,
                    $"its parent is {parent}, which none of {made.Index} entries before it made: the parent was "
                    + $"renamed or taken out; ask for that version");
        if (v.Cause == Cause.Raised && head is not null && first != head.Version)
            look.Object(FlawKind.Parent, place,
                $"its parent is {first}, the version before it is {head.Version} of step {head.Step}: the parent "
                + $"was renamed; ask its makers");
        if (v.Cause == Cause.Raised && head is not null && v.From != head.Step)
            look.Object(FlawKind.Steps, place,
                $"its steps begin after {v.From}, the version before it ended with {head.Step}: steps are missing "
                + $"or made twice; ask its makers");
        if (v.Cause == Cause.Reverted && look.History.FindBefore(first, made.Index)?.Version is { } old
            && (old.Weights != v.Weights || old.Step != v.Step))
            look.Object(FlawKind.SwappedVersion, place,
                $"it was reverted to {first} of step {old.Step} with weights {old.Weights}, but has step {v.Step} "
                + $"and weights {v.Weights}: ask its makers");
    }

    private static void Steps(Examination look, GrowthEntry.Made made, IReadOnlyList<StepRecord> steps)
    {
        var (v, place) = (made.Version, Examination.Place(made));
        var wanted = v.Cause == Cause.Raised ? v.Step - v.From : 0;
        if (steps.Count != wanted)
            look.Object(FlawKind.Steps, place,
                $"{steps.Count} steps are recorded, it made {wanted}: ask its makers for the missing records");
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Step != v.From + 1 + i)
            {
                look.Object(FlawKind.Steps, place,
                    $"its record {i} is of step {steps[i].Step}, step {v.From + 1 + i} was due: ask its makers");
                return;
            }
        for (var i = 1; i < steps.Count; i++)
            if (steps[i].Batch <= steps[i - 1].Batch)
            {
                look.Object(FlawKind.ReorderedData, place,
                    $"step {steps[i].Step} read batch {steps[i].Batch} after batch {steps[i - 1].Batch}: batches "
                    + $"may be left out, never exchanged; ask its makers");
                return;
            }
        if (steps.Count == 0) return;
        Mean(look, place, "loss", v.Loss, steps.Average(step => step.Loss));
        Mean(look, place, "gradient norm", v.GradientNorm, steps.Average(step => step.GradientNorm));
        Mean(look, place, "rate", v.Rate, steps[^1].Rate);
    }

    private static void Mean(Examination look, string place, string what, double said, double found)
    {
        if (!(Math.Abs(said - found) <= Rounding * Math.Max(1, Math.Abs(found))))
            look.Object(FlawKind.Misrecorded, place,
                $"it says {what} {said}, its steps give {found}: one of them was changed; ask its makers");
    }
}
