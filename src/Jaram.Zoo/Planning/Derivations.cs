// The ways to make one model from another that plans choose from, each with the numbers that the zoo uses.
// Source: fine-tuning and raising on as in arXiv:2502.12292, section 5; low-rank adapters arXiv:2106.09685; depth and
// width pruning arXiv:2408.11796; depth up-scaling arXiv:2312.15166; upcycling arXiv:2212.05055; merges as mergekit
// has them; distillation arXiv:2402.13116.

namespace Jaram.Zoo.Planning;

/// <summary>Adds derivatives of one animal to a plan.</summary>
/// <param name="plan">The plan.</param>
/// <param name="parent">Of whom; a root.</param>
internal sealed class Derivations(ZooPlan plan, string parent)
{
    private const double TunedShare = 0.05, TunedRate = 0.3, OnRate = 0.5;

    private Making.Raised Root => (Making.Raised)plan[parent].Making;

    private string Text => Root.Text;

    private string Next => ZooPlan.Next(Text);

    /// <summary>Questions and answers only.</summary>
    public string Tuned() => plan.Add($"{parent}-tuned", "fine-tuned",
        new Making.RaisedOn(parent, Text + "-desk", TunedShare, TunedRate));

    /// <summary>Raised on another text; each stage goes on from the one before and is held against the root.</summary>
    /// <param name="shares">Per cent of a root's steps, rising.</param>
    public string On(params IReadOnlyList<int> shares)
    {
        var (from, before) = (parent, 0);
        foreach (var share in shares)
        {
            from = plan.Add(FormattableString.Invariant($"{parent}-on-{share}"),
                FormattableString.Invariant($"raised-on-{share}"),
                new Making.RaisedOn(from, Next, (share - before) / 100.0, OnRate), [parent]);
            before = share;
        }
        return from;
    }

    /// <summary>An adapter of rank 8, merged.</summary>
    public void Adapted() => plan.Add($"{parent}-adapted", "adapter",
        new Making.Adapted(parent, Text + "-desk", TunedShare, Rank: 8));

    /// <summary>Without its second layer.</summary>
    public void DepthPruned() => plan.Add($"{parent}-shallow", "depth-pruned", new Making.Grown(parent,
        FormattableString.Invariant($"slices:0-1+2-{plan.Scale.Layers}"), Text, 0.25));

    /// <summary>With three quarters of its hidden units.</summary>
    public void UnitsPruned() => plan.Add($"{parent}-lean", "units-pruned",
        new Making.Pruned(parent, 0.75, 1, Text, 0.25));

    /// <summary>With three quarters of its hidden units and of its channels.</summary>
    public void WidthPruned() => plan.Add($"{parent}-narrow", "width-pruned",
        new Making.Pruned(parent, 0.75, 0.75, Text, 0.25));

    /// <summary>Two copies on each other.</summary>
    public void Upscaled() => plan.Add($"{parent}-tall", "up-scaled", new Making.Grown(parent, "dus:1", Text, 0.5));

    /// <summary>Four copies of each network as experts.</summary>
    public void Upcycled() => plan.Add($"{parent}-experts", "upcycled",
        new Making.Grown(parent, "upcycle:4,2", Text, 0.5));

    /// <summary>Two copies of each network in two pieces each, as four experts.</summary>
    public void Split() => plan.Add($"{parent}-pieces", "upcycled-split",
        new Making.Grown(parent, "upcycle:4,2,2", Text, 0.5));

    /// <summary>.6 of itself and .4 of another of its design.</summary>
    /// <param name="other">The other.</param>
    /// <param name="kind">What that stands for.</param>
    public void Merged(string other, string kind) => plan.Add($"{parent}-and-{other}", kind,
        new Making.Merged([parent, other], [0.6, 0.4], MergeWay.Line));

    /// <summary>The same on the great circle.</summary>
    public void Slerped(string other) => plan.Add($"{parent}-slerp", "merged-slerp",
        new Making.Merged([parent, other], [0.6, 0.4], MergeWay.Circle));

    /// <summary>.7 of one change and .5 of another, added.</summary>
    public void TaskArithmetic(string one, string other) => plan.Add($"{parent}-tasks", "task-arithmetic",
        new Making.Merged([parent, one, other], [-0.2, 0.7, 0.5], MergeWay.Line));

    /// <summary>Another tokenizer.</summary>
    public void Retokenised() => plan.Add($"{parent}-respelt", "re-tokenised",
        new Making.Retokenised(parent, Text, 0.5));

    /// <summary>One half of each layer drawn anew.</summary>
    public void Redrawn(LayerHalf half) => plan.Add(
        half == LayerHalf.Attention ? $"{parent}-new-attention" : $"{parent}-new-networks",
        half == LayerHalf.Attention ? "attention-redrawn" : "networks-redrawn",
        new Making.Redrawn(parent, half, Text, 0.5));

    /// <summary>Fewer bits.</summary>
    public void Quantised(int bits) => plan.Add(FormattableString.Invariant($"{parent}-int{bits}"),
        FormattableString.Invariant($"int{bits}"), new Making.Quantised(parent, bits));

    /// <summary>A student with weights of its own.</summary>
    /// <param name="seed">Of its first weights.</param>
    public void Taught(ulong seed) => plan.Add($"{parent}-student", "distilled",
        new Making.Distilled(parent, seed, 1));

    /// <summary>The middle of another in its body.</summary>
    public void Transplanted(string donor) => plan.Add($"{parent}-with-{donor}", "transplanted",
        new Making.Transplanted(parent, donor, [.. Enumerable.Range(1, plan.Scale.Layers - 2)], Text, 0.25));

    /// <summary>One disguise.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="of">Whom: a root or a derivative.</param>
    /// <param name="evasions">As in <c>x1+x2</c>.</param>
    public static void Disguise(ZooPlan plan, string of, string evasions) => plan.Add($"{of}-{evasions}", evasions,
        new Making.Disguised(of, evasions.Split('+')));
}
