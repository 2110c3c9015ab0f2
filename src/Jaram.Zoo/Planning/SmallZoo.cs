// Source: ours.

namespace Jaram.Zoo.Planning;

/// <summary>The zoo for tests: one of nearly everything.</summary>
internal static class SmallZoo
{
    private const ulong Student = 1001;

    /// <summary>Adds its animals.</summary>
    public static void Fill(ZooPlan plan)
    {
        plan.Roots("gqa", "a", seeds: 2);
        plan.Roots("gqa", "b", seeds: 1);
        plan.Roots("mha", "a", seeds: 1);
        plan.Roots("mla", "mix", seeds: 1);
        plan.Roots("moe", "a", seeds: 1);
        plan.Twin("gqa-a-1", "b");

        Derivations gqa = new(plan, "gqa-a-1"), mha = new(plan, "mha-a-1"), mla = new(plan, "mla-mix-1"),
            moe = new(plan, "moe-a-1");
        var tuned = gqa.Tuned();
        var on = gqa.On(100);
        gqa.WidthPruned();
        gqa.Upscaled();
        gqa.Merged(on, "merged");
        gqa.TaskArithmetic(tuned, on);
        gqa.Retokenised();
        gqa.Taught(Student);
        gqa.Transplanted("gqa-b-1");
        gqa.Redrawn(LayerHalf.Network);
        mha.Upcycled();
        mha.DepthPruned();
        mla.Quantised(4);
        mla.Adapted();
        moe.Quantised(8);

        foreach (var evasion in new[] { "x1", "x2", "x3+x4", "x6+x7", "noise-1" })
            Derivations.Disguise(plan, "gqa-a-1", evasion);
        Derivations.Disguise(plan, "mha-a-1", "x1+x2+x5");
        Derivations.Disguise(plan, "mla-mix-1", "x3+x4");
        Derivations.Disguise(plan, "moe-a-1", "experts+x2");
    }
}
