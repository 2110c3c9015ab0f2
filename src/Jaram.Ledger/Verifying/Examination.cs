// What the checks share: the history, what the caller brought, and the flaws found so far.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>One look at one ledger.</summary>
/// <param name="history">What the ledger says.</param>
/// <param name="evidence">What the caller brought.</param>
internal sealed class Examination(GrowthHistory history, Evidence evidence)
{
    private readonly List<Flaw> _flaws = [];
    private readonly List<CheckMade> _checks = [];

    /// <summary>What the ledger says.</summary>
    public GrowthHistory History { get; } = history;

    /// <summary>What the caller brought.</summary>
    public Evidence Evidence { get; } = evidence;

    /// <summary>What is wrong, as it was found.</summary>
    public IReadOnlyList<Flaw> Flaws => _flaws;

    /// <summary>What was checked.</summary>
    public IReadOnlyList<CheckMade> Checks => _checks;

    /// <summary>Versions that were given up, by rewinding or reverting, and whose place in the store another version
    /// took: by index.</summary>
    public HashSet<long> GivenUp { get; } = [];

    /// <summary>How far it is proved of a grown model's parent; none can be proved further than its parent.</summary>
    public ProofLevel ParentLevel { get; set; } = ProofLevel.P5;

    /// <summary>Notes a flaw.</summary>
    public void Object(FlawKind kind, string where, Invariant text) =>
        _flaws.Add(new(kind, where, text.ToString()));

    /// <summary>Makes a check. What it cannot read is a flaw of the kind given; the other checks go on.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="unreadable">What it means if something cannot be read.</param>
    /// <param name="check">Objects to what is wrong, and returns what was looked at, in numbers.</param>
    public void Make(CheckKind kind, FlawKind unreadable, Func<string> check)
    {
        Evidence.Began(kind);
        var before = _flaws.Count;
        var numbers = "not finished";
        try
        {
            numbers = check();
        }
        catch (Exception e) when (e is LedgerException or CheckpointException)
        {
            _flaws.Add(new(unreadable, kind.ToString(), e.Message));
        }
        _checks.Add(new(kind, _flaws.Count == before ? CheckOutcome.Held : CheckOutcome.Failed, numbers));
    }

    /// <summary>Notes that a check cannot be made.</summary>
    public void Skip(CheckKind kind, string why) => _checks.Add(new(kind, CheckOutcome.NotMade, why));

    /// <summary>Whether a check found nothing wrong.</summary>
    public bool Held(CheckKind kind) => _checks.Exists(c => c.Kind == kind && c.Outcome == CheckOutcome.Held);

    /// <summary>An entry as people find it.</summary>
    public static string Place(GrowthEntry entry) => entry is GrowthEntry.Made { Version: var version }
        ? FormattableString.Invariant($"entry {entry.Index}, version {Short(version.Version)} of step {version.Step}")
        : FormattableString.Invariant($"entry {entry.Index}");

    /// <summary>Text made the same way in every country.</summary>
    public static string Say(Invariant text) => text.ToString();

    /// <summary>A digest as people tell it apart.</summary>
    public static string Short(Digest digest) => digest.ToString()[..12];
}
