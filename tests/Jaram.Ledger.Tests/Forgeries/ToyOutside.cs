using System.Text;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Logs;
using Jaram.Ledger.Verifying.Replaying;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>A witness of the toy: vouches only for what goes on from the last head that it saw.</summary>
internal sealed class ToyWitness(string name)
{
    private TreeHead _last = TreeHead.Empty;

    public string Name { get; } = name;

    public Vouch? Vouch(IReadOnlyList<Digest> leaves, DateTimeOffset time)
    {
        if (leaves.Count < _last.Size || ToyOutside.HeadOf(leaves, _last.Size) != _last) return null;
        _last = ToyOutside.HeadOf(leaves, leaves.Count);
        return new(Name, time);
    }
}

/// <summary>The world around a toy: three witnesses, and somebody who keeps every head that was shown.</summary>
internal sealed class ToyOutside
{
    private const int Demanded = 2;
    private readonly List<VouchedHead> _kept = [];

    public ToyWitness[] Witnesses { get; } = [new("w1"), new("w2"), new("w3")];

    public IReadOnlyList<VouchedHead> Kept => _kept;

    /// <summary>The newest head, as the model's folder has it.</summary>
    public VouchedHead Newest { get; set; } = new(TreeHead.Empty, [], "checkpoint");

    /// <summary>The world as it saw a model being raised.</summary>
    public static ToyOutside Watching(ToyModel model)
    {
        var outside = new ToyOutside();
        foreach (var (size, time) in model.Published) outside.See(model, size, time, outside.Witnesses);
        return outside;
    }

    /// <summary>Shows a model's first entries to witnesses; the head they vouch for is kept.</summary>
    public void See(ToyModel model, long size, DateTimeOffset time, IEnumerable<ToyWitness> witnesses)
    {
        Newest = Sign(model, size, time, witnesses);
        _kept.Add(Newest with { Where = $"kept-{_kept.Count}" });
    }

    /// <summary>The maker signs whatever he likes; witnesses do not.</summary>
    public static VouchedHead Sign(ToyModel model, long size, DateTimeOffset time, IEnumerable<ToyWitness> witnesses)
    {
        var leaves = Leaves(model).Take((int)size).ToList();
        return new(HeadOf(leaves, size), [.. witnesses.Select(w => w.Vouch(leaves, time)).OfType<Vouch>()],
            "checkpoint");
    }

    /// <summary>Signs all of a model anew and asks the witnesses, who compare with what they saw.</summary>
    public void Resign(ToyModel model) => Newest = Sign(model, model.Entries.Count, model.Entries[^1].Time, Witnesses);

    /// <summary>Verifies with a policy of two out of three.</summary>
    public VerificationReport Verify(ToyModel model, ReplayAudit? replay = null,
        IReadOnlyList<Remembered>? lastEpoch = null) =>
        Verify(model, model.Evidence(replay) with { LastEpoch = lastEpoch });

    /// <summary>Verifies with a policy of two out of three.</summary>
    public VerificationReport Verify(ToyModel model, Evidence evidence)
    {
        var vouched = Newest.Vouches.Select(vouch => vouch.Witness).Distinct().Count();
        return Verify(model, new(vouched >= Demanded, $"{Demanded} of 3", ["w1", "w2", "w3"]), evidence);
    }

    /// <summary>Verifies without any.</summary>
    public VerificationReport VerifyAlone(ToyModel model, ReplayAudit? replay) =>
        Verify(model, null, model.Evidence(replay));

    private VerificationReport Verify(ToyModel model, PolicyVerdict? policy, Evidence evidence) =>
        LedgerVerifier.Verify(model.History, new(Newest, Leaves(model), []), Kept, policy, evidence);

    public static TreeHead HeadOf(IReadOnlyList<Digest> leaves, long size)
    {
        var tree = new GrowingTree();
        foreach (var leaf in leaves.Take((int)size)) tree.Add(leaf, (_, _, _) => { });
        return tree.Head;
    }

    private static IReadOnlyList<Digest> Leaves(ToyModel model) => [.. model.Entries.Select(Leaf)];

    private static Digest Leaf(GrowthEntry entry) => TreeHash.Leaf(Encoding.UTF8.GetBytes(Words(entry)));

    private static string Words(GrowthEntry entry) => $"{entry.Time:O} " + entry switch
    {
        GrowthEntry.Committed committed => committed.Commitment.Seal().ToString(),
        GrowthEntry.Made { Version: var v } => System.Text.Json.JsonSerializer.Serialize(v),
        _ => entry.ToString(),
    };
}
