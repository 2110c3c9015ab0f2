namespace Jaram.Checkpoints.Tests.Packing;

/// <remarks>It runs beside no other test: what it counts is the whole program's.</remarks>
[CollectionDefinition(nameof(PackerMemoryTests), DisableParallelization = true)]
[Collection(nameof(PackerMemoryTests))]
public sealed class PackerMemoryTests
{
    [Fact]
    public void Packing_leaves_nothing_to_grow_with_the_number_of_tensors()
    {
        static long Allocated(int tensors)
        {
            var held = Floats.Held([.. Enumerable.Range(0, tensors).Select(i =>
                ($"w{i}", Floats.Normal(262_144 / tensors, 1, 13, i)))]);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Packs.Pack([held], threads: 1);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
        Allocated(1);
        Assert.InRange(Allocated(64), 0, 3 * Allocated(1));
    }
}
