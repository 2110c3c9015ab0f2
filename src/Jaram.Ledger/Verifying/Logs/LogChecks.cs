// The log as a log: whole, signed, the only one, and vouched for by outsiders. None of it says that an entry is true.
// Source: C2SP tlog-checkpoint and tlog-cosignature; what heads kept elsewhere can and cannot show: RFC 9162, 8.1.3.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Logs;

/// <summary>The newest head, heads that others kept, and witnesses.</summary>
/// <param name="look">Where flaws go.</param>
/// <param name="log">The log as it is shown.</param>
/// <param name="kept">Heads that others kept, each signed by the log's key.</param>
/// <param name="demand">What is demanded of witnesses; null if nobody demands anything.</param>
internal sealed class LogChecks(Examination look, ShownLog log, IReadOnlyList<VouchedHead> kept, WitnessDemand? demand)
{
    private readonly IReadOnlyDictionary<long, Digest> _roots =
        log.Roots(kept.Select(k => k.Head.Size).Append(log.Newest.Head.Size));

    /// <summary>Heads that are part of this log, the newest among them: what they vouch for counts.</summary>
    private IEnumerable<VouchedHead> Agreed => kept.Append(log.Newest).Where(head => IsPart(head.Head));

    /// <summary>Makes the checks.</summary>
    public void Make()
    {
        look.Make(CheckKind.Log, FlawKind.Damaged, Whole);
        look.Make(CheckKind.Signatures, FlawKind.Signature, Signatures);
        if (kept.Count > 0) look.Make(CheckKind.KeptHeads, FlawKind.Damaged, Kept);
        else look.Skip(CheckKind.KeptHeads, "nobody brought an older checkpoint");
        if (demand is not null) look.Make(CheckKind.Witnesses, FlawKind.WitnessMissing, () => Witnesses(demand));
        else look.Skip(CheckKind.Witnesses, "no policy says which witnesses to believe");
        look.Make(CheckKind.Times, FlawKind.BackDated, Times);
    }

    /// <summary>Whether a witness vouched for the commitment before any step was made.</summary>
    public bool IsAnchoredEarly
    {
        get
        {
            var first = look.History.Versions.FirstOrDefault(made => made.Version.Step > 0)?.Index ?? long.MaxValue;
            return Agreed.Any(head => head.Head.Size > 0 && head.Head.Size <= first && head.Vouches.Count > 0);
        }
    }

    /// <summary>The entry at a place; null if there is none, or if entries could not be read.</summary>
    private GrowthEntry? At(long index) =>
        look.History.Entries is var all && all.Count == log.Leaves.Count && index >= 0 && index < all.Count
            ? all[(int)index]
            : null;

    private bool IsPart(TreeHead head) => _roots.TryGetValue(head.Size, out var root) && root == head.Root;

    private string Whole()
    {
        var (head, there) = (log.Newest.Head, log.Leaves.Count);
        foreach (var flaw in log.Problems.Where(flaw => flaw.Kind != FlawKind.Signature))
            look.Object(flaw.Kind, flaw.Where, $"{flaw.Text}");
        if (there < head.Size && log.Problems.Count == 0)
            look.Object(FlawKind.Truncated, log.Newest.Where,
                $"the checkpoint vouches for {head.Size} entries, {there} are there: the end was cut off; ask for "
                + $"the rest");
        else if (!IsPart(head) && log.Problems.Count == 0)
            look.Object(FlawKind.Damaged, log.Newest.Where,
                $"the checkpoint's root is {head.Root}, {head.Size} entries give {_roots[head.Size]}: a tile or "
                + $"entry was changed; use a copy of the ledger");
        return Examination.Say($"{head.Size} entries, root {Examination.Short(head.Root)}");
    }

    private string Signatures()
    {
        foreach (var flaw in log.Problems.Where(flaw => flaw.Kind == FlawKind.Signature))
            look.Object(flaw.Kind, flaw.Where, $"{flaw.Text}");
        return Examination.Say($"1 checkpoint, {log.Leaves.Count} entries");
    }

    private string Kept()
    {
        foreach (var old in kept)
        {
            if (old.Head.Size > log.Newest.Head.Size) Later(old);
            else if (!IsPart(old.Head) && _roots.TryGetValue(old.Head.Size, out var root)) Forked(old, root);
        }
        return Examination.Say($"{kept.Count} heads, of {kept.Min(k => k.Head.Size)} to "
            + $"{kept.Max(k => k.Head.Size)} entries");
    }

    /// <summary>Somebody saw more than is shown now.</summary>
    private void Later(VouchedHead old)
    {
        var (shown, kind) = (log.Newest, demand is { IsMet: true } ? FlawKind.OldHead : FlawKind.Truncated);
        if (kind == FlawKind.OldHead)
            look.Object(kind, shown.Where,
                $"the ledger shown has {shown.Head.Size} entries and its witnesses vouch for them, {old.Where} has "
                + $"{old.Head.Size}: an old state is shown as the newest; ask for the newest");
        else
            look.Object(kind, shown.Where,
                $"the ledger shown has {shown.Head.Size} entries, {old.Where} has {old.Head.Size}: "
                + $"{old.Head.Size - shown.Head.Size} were taken off the end; ask for them");
    }

    /// <summary>Somebody saw other entries than are shown now.</summary>
    private void Forked(VouchedHead old, Digest root)
    {
        var shown = log.Newest;
        if (shown.Vouches.Count > 0)
            look.Object(FlawKind.Equivocation, old.Where,
                $"{old.Where} has the root {old.Head.Root} over {old.Head.Size} entries, the ledger shown has "
                + $"{root}, and {shown.Vouches[0].Witness} vouches for it: two histories were shown; believe neither");
        else
            look.Object(FlawKind.RewrittenPast, old.Where,
                $"{old.Where} has the root {old.Head.Root} over {old.Head.Size} entries, the ledger shown has "
                + $"{root}: some of these entries were written anew; ask who changed them");
    }

    private string Witnesses(WitnessDemand demanded)
    {
        var vouched = log.Newest.Vouches.Select(v => v.Witness).Distinct().ToList();
        if (!demanded.IsMet)
        {
            var missing = demanded.Witnesses.Except(vouched).ToList();
            var before = kept.Where(k => k.Vouches.Any(v => missing.Contains(v.Witness))).MaxBy(k => k.Head.Size);
            var once = before is null
                ? "none of these vouched for any head that was brought"
                : Examination.Say($"{before.Where} shows that {before.Vouches.First(v => missing.Contains(v.Witness))
                    .Witness} vouched for {before.Head.Size} entries once");
            look.Object(FlawKind.WitnessMissing, log.Newest.Where,
                $"{vouched.Count} witnesses vouch for {log.Newest.Head.Size} entries, the policy demands "
                + $"{demanded.Words}: missing {string.Join(", ", missing)}; {once}; ask them");
        }
        return Examination.Say($"{vouched.Count} of {demanded.Witnesses.Count} witnesses, {demanded.Words} demanded");
    }

    private string Times()
    {
        var (entries, early, late) = (look.History.Entries, look.Evidence.Lag + look.Evidence.Skew, look.Evidence.Skew);
        for (var i = 1; i < entries.Count; i++)
            if (entries[i].Time < entries[i - 1].Time)
                look.Object(FlawKind.BackDated, Examination.Place(entries[i]),
                    $"it is of {entries[i].Time:u}, the entry before it of {entries[i - 1].Time:u}: it was dated "
                    + $"back; ask its makers");
        var vouches = 0;
        foreach (var head in Agreed)
            foreach (var vouch in head.Vouches)
            {
                vouches++;
                if (At(head.Head.Size - 1) is { } within
                    && within.Time > vouch.Time + late)
                    look.Object(FlawKind.BackDated, Examination.Place(within),
                        $"it is of {within.Time:u}, yet {vouch.Witness} saw it at {vouch.Time:u}: its time is "
                        + $"false; ask its makers");
                if (At(head.Head.Size) is { } after
                    && after.Time < vouch.Time - early)
                    look.Object(FlawKind.BackDated, Examination.Place(after),
                        $"it is of {after.Time:u}, yet {vouch.Witness} saw the ledger without it at {vouch.Time:u}: "
                        + $"it was dated back; ask its makers");
            }
        return Examination.Say($"{entries.Count} times, {vouches} of witnesses; clocks may differ by "
            + $"{look.Evidence.Skew.TotalMinutes} minutes, heads may lie for "
            + $"{look.Evidence.Lag.TotalHours} hours");
    }
}
