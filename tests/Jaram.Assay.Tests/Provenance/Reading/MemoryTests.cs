using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Tensors;
using Jaram.Ledger.Growth;

namespace Jaram.Assay.Tests.Provenance.Reading;

/// <remarks>It runs beside no other test: the heap that it measures is the whole program's.</remarks>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const long Bound = 1L << 30;

    /// <summary>Two models of 5 GB that exist nowhere: their numbers are made as they are asked for.</summary>
    [Fact]
    public void A_scan_holds_a_small_part_of_a_large_model()
    {
        var source = new Endless(1);
        var other = new Endless(2);
        var bytes = source.Tensors.Sum(tensor => tensor.Count * sizeof(float));
        Assert.InRange(bytes, 5L << 30, 6L << 30);
        var rules = Toy.Rules with { Shuffles = 19, Units = 256, Channels = 256, Features = 256, CardUnits = 128 };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var report = new Scan(rules).Run(new("large", source, TokenizerFacts.None),
            [new("other", other, TokenizerFacts.None)], [], []);
        Assert.All(report.References[0].Findings, finding =>
            Assert.Equal(Obstacle.Disguise, Assert.IsType<Verdict.CannotTell>(finding.Verdict).Why));
        Assert.InRange(Math.Max(source.Most, other.Most) - before, 0, Bound);
        Assert.InRange(source.Read, 0, bytes / sizeof(float) / 4);
    }

    /// <summary>A model of 1.4 billion numbers.</summary>
    private sealed class Endless(int seed) : ITensorSource
    {
        private const int Width = 1024, Hidden = 65_536, Vocabulary = 1_000_000;

        private long _read;

        public IReadOnlyList<SourceTensor> Tensors { get; } =
        [
            Of("model.embed_tokens.weight", Vocabulary, Width),
            .. Enumerable.Range(0, 2).SelectMany(layer => new[]
            {
                Of($"model.layers.{layer}.mlp.gate_proj.weight", Hidden, Width),
                Of($"model.layers.{layer}.mlp.up_proj.weight", Hidden, Width),
                Of($"model.layers.{layer}.mlp.down_proj.weight", Width, Hidden),
            }),
        ];

        /// <summary>The most memory that was held when numbers were asked for, looked at every 2²² numbers.</summary>
        public long Most { get; private set; }

        /// <summary>Numbers that were asked for.</summary>
        public long Read => _read;

        void ITensorSource.Read(SourceTensor tensor, long from, Span<float> into)
        {
            var read = Interlocked.Add(ref _read, into.Length);         // several threads read at once
            if ((read & (1 << 22) - 1) < into.Length) Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
            new CounterRandom(CounterRandom.Seed((ulong)seed), tensor.Name).Fill(into, (ulong)from, 0.02);
        }

        private static SourceTensor Of(string name, params long[] shape) => new(name, [.. shape], GgufType.F32.Blocks);
    }
}
