using Jaram.Checkpoints;

namespace Jaram.Ledger.Verifying.Logs;

/// <summary>A log as somebody shows it: its newest head, and the entries behind it.</summary>
/// <param name="Newest">The head.</param>
/// <param name="Leaves">Hash of every entry that is there, in order.</param>
/// <param name="Problems">What was wrong while it was read.</param>
internal sealed record ShownLog(VouchedHead Newest, IReadOnlyList<Digest> Leaves, IReadOnlyList<Flaw> Problems)
{
    /// <summary>The roots over the first entries, for each size asked for; sizes that are not there are left
    /// out.</summary>
    public IReadOnlyDictionary<long, Digest> Roots(IEnumerable<long> sizes)
    {
        var asked = sizes.ToHashSet();
        Dictionary<long, Digest> roots = [];
        var tree = new GrowingTree();
        if (asked.Contains(0)) roots[0] = tree.Head.Root;
        foreach (var leaf in Leaves)
        {
            tree.Add(leaf);
            if (asked.Contains(tree.Size)) roots[tree.Size] = tree.Head.Root;
        }
        return roots;
    }
}

/// <summary>A head that the log's own key signed.</summary>
/// <param name="Head">Size and root.</param>
/// <param name="Vouches">Witnesses whose cosignatures hold.</param>
/// <param name="Where">The file it came from.</param>
internal sealed record VouchedHead(TreeHead Head, IReadOnlyList<Vouch> Vouches, string Where);

/// <summary>A witness's cosignature that holds.</summary>
/// <param name="Witness">Its name.</param>
/// <param name="Time">When it was made, by the witness's clock.</param>
internal sealed record Vouch(string Witness, DateTimeOffset Time);

/// <summary>What a policy asks of the newest head.</summary>
/// <param name="IsMet">Whether enough witnesses vouch for it.</param>
/// <param name="Words">What is asked, as in "2 of 3".</param>
/// <param name="Witnesses">All that it knows.</param>
internal sealed record WitnessDemand(bool IsMet, string Words, IReadOnlyList<string> Witnesses);
