// Source: ours.

namespace Jaram.Zoo.Planning;

/// <summary>The zoo for figures: 28 roots and six twins of first weights, six parents for a derivation, twelve subjects
/// for a disguise.</summary>
internal static class FullZoo
{
    private const ulong Students = 1001;

    private static readonly string[] _parents =
        ["gqa-a-1", "gqa-b-1", "mha-a-1", "mla-a-1", "moe-a-1", "gqa-mix-1"];

    private static readonly string[] _dense = ["gqa-a-1", "gqa-b-1", "mha-a-1", "mla-a-1", "mha-b-1", "gqa-mix-1"];

    private static readonly string[] _donors = ["gqa-b-2", "gqa-mix-2", "mha-b-2", "mla-b-1", "moe-b-1", "gqa-a-2"];

    private static readonly string[] _disguised =
    [
        "gqa-a-1", "gqa-b-1", "gqa-mix-1", "mha-a-1", "mha-b-1", "mla-a-1", "mla-b-1", "moe-a-1", "moe-b-1",
        "gqa-a-1-on-100", "mha-a-1-tuned", "mla-a-1-on-50",
    ];

    private static readonly string[] _evasions =
    [
        "x1", "x2", "x3", "x4", "x5", "x6", "x7", "noise-0.1", "noise-1", "x1+x2", "x3+x4", "x6+x7", "x1+x2+x5",
        "x1+x2+noise-0.1", "x3+x2+x4", "x3+x2+x4+x6+x7", "experts", "experts+x2+x1",
    ];

    /// <summary>Adds its animals.</summary>
    public static void Fill(ZooPlan plan)
    {
        foreach (var design in ZooDesigns.Names)
            foreach (var text in new[] { "a", "b", "mix" })
                plan.Roots(design, text, seeds: (design, text) is ("gqa", "a" or "b") or ("mha" or "mla", "a") ? 3 : 2);
        plan.Twin("gqa-a-1", "b");
        plan.Twin("gqa-b-2", "mix");
        plan.Twin("mha-a-1", "b");
        plan.Twin("mha-mix-1", "a");
        plan.Twin("mla-a-1", "b");
        plan.Twin("moe-a-1", "b");
        foreach (var (at, parent) in _parents.Index()) Derive(plan, new(plan, parent), parent, _donors[at], at);
        foreach (var parent in _dense)
        {
            var dense = new Derivations(plan, parent);
            dense.Upcycled();
            dense.Split();
        }
        foreach (var subject in _disguised)
            foreach (var evasion in _evasions)
                if (DisguiseFits(plan, subject, evasion)) Derivations.Disguise(plan, subject, evasion);
    }

    private static void Derive(ZooPlan plan, Derivations parent, string name, string donor, int at)
    {
        var tuned = parent.Tuned();
        parent.On(50, 100, 300);
        parent.Adapted();
        parent.DepthPruned();
        parent.UnitsPruned();
        parent.WidthPruned();
        parent.Upscaled();
        parent.Merged($"{name}-on-100", "merged");
        parent.Merged(donor, "merged-strangers");
        parent.Slerped($"{name}-on-100");
        parent.TaskArithmetic(tuned, $"{name}-on-50");
        parent.Retokenised();
        parent.Redrawn(LayerHalf.Attention);
        parent.Redrawn(LayerHalf.Network);
        parent.Quantised(8);
        parent.Quantised(4);
        parent.Taught(Students + (ulong)at);
        parent.Transplanted(donor);
    }

    private static bool DisguiseFits(ZooPlan plan, string subject, string evasions)
    {
        var design = ZooDesigns.Of(subject.Split('-')[0], plan.Scale, plan.Scale.Vocabulary);
        return evasions.Split('+').All(word => Disguising.Evasion.Named(word).Fits(design));
    }
}
