using Jaram.Architecture.Costing;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests.Costing;

public sealed class StepReadsTests
{
    private const double Gibi = 1L << 30;

    /// <summary>Published models: layers that keep all tokens, key-value heads, channels of a head, bytes at 16 bits.
    /// </summary>
    [Theory]
    [InlineData(32, 32, 128, 524_288, 16.00)]       // Llama-2-7B
    [InlineData(126, 8, 128, 516_096, 15.75)]       // Llama-3.1-405B
    [InlineData(80, 8, 128, 327_680, 10.00)]        // Llama-3.1-70B
    [InlineData(72, 8, 128, 294_912, 9.00)]         // HyperCLOVA X SEED Think 32B
    [InlineData(64, 8, 128, 262_144, 8.00)]         // Qwen3-32B
    [InlineData(48, 8, 128, 196_608, 6.00)]         // SOLAR-10.7B
    [InlineData(94, 4, 128, 192_512, 5.88)]         // Qwen3-235B-A22B
    [InlineData(36, 8, 128, 147_456, 4.50)]         // Qwen3-8B
    [InlineData(32, 8, 128, 131_072, 4.00)]         // Llama-3.1-8B
    [InlineData(48, 4, 128, 98_304, 3.00)]          // Qwen3-30B-A3B
    [InlineData(15, 2, 256, 30_720, 0.94)]          // the full layers of Qwen3.5-397B
    public void Grouped_attention_keeps_keys_and_values(int layers, int heads, int dim, double bytes, double gibi) =>
        Keeps(Shapes.Of(FormattableString.Invariant($"{layers}*full"), ("full", Shapes.Grouped(heads, dim), Shapes.Mlp)),
            bytes, gibi);

    [Theory]
    [InlineData(61, 512, 64, 70_272, 2.14)]         // DeepSeek-V3, Kimi K2, A.X K1
    [InlineData(78, 512, 64, 89_856, 2.74)]         // GLM-5
    [InlineData(48, 512, 64, 55_296, 1.69)]         // Kanana-2, ranks assumed
    [InlineData(47, 512, 64, 54_144, 1.65)]         // GLM-4.7-Flash
    [InlineData(27, 512, 64, 31_104, 0.95)]         // DeepSeek-V2-Lite
    [InlineData(48, 128, 32, 15_360, 0.47)]         // A.X K2 Light
    [InlineData(7, 512, 64, 8_064, 0.25)]           // the latent layers of Kimi-Linear-48B
    public void A_latent_stands_for_all_heads(int layers, int rank, int rotary, double bytes, double gibi) =>
        Keeps(Shapes.Of(FormattableString.Invariant($"{layers}*full"), ("full", Shapes.Latent(rank, rotary), Shapes.Mlp)),
            bytes, gibi);

    [Fact]
    public void Windows_of_exaone_4_add_three_quarters_of_a_gibibyte_once()
    {
        var design = Shapes.Of("16*(3*local full)", ("full", Shapes.Grouped(8, 128), Shapes.Mlp),
            ("local", Shapes.Grouped(8, 128, window: 4096), Shapes.Mlp));
        var reads = new StepReads(design, Precision.Of("bf16"), 16);
        Assert.Equal(65_536, reads.CachePerToken);
        Assert.Equal(2.75, reads.Cache(32_768) / Gibi, 1e-9);
        Assert.Equal(4 * 65_536 * 100.0, reads.Cache(100));             // before the windows are full
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 11.4)]
    [InlineData(4, 20.8)]
    [InlineData(8, 34.9)]
    [InlineData(16, 50.8)]
    public void Tokens_that_choose_by_themselves_hit_so_many_of_64_experts(int tokens, double experts) =>
        Assert.Equal(experts, StepReads.DistinctExperts(64, 6, tokens), 0.05);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_token_reads_every_active_weight_once(bool tied)
    {
        foreach (var shape in new[] { Shapes.Dense, Shapes.Sparse })
        {
            var (design, rows) = (shape with { TiedEmbeddings = tied }, tied ? 0 : 1000 * 128);
            Assert.Equal(4.0 * (Count.Of(design).ActiveParameters - rows), Of(design, "f32").Read(1), 1e-3);
            Assert.Equal(4.0 * Count.Of(design).Parameters, Of(design, "f32").Weights, 1e-3);
        }
    }

    [Fact]
    public void Many_tokens_read_all_experts_and_nothing_twice()
    {
        var reads = Of(Shapes.Sparse, "bf16");
        var embedding = 2.0 * 1000 * 128;
        Assert.Equal(reads.Weights - embedding, reads.Read(100_000), 1e-3);
        Assert.Equal(Of(Shapes.Dense, "bf16").Read(1), Of(Shapes.Dense, "bf16").Read(1000));
    }

    private static StepReads Of(Design design, string weights) => new(design, Precision.Of(weights), 16);

    private static void Keeps(Design design, double bytes, double gibi)
    {
        var reads = Of(design, "bf16");
        Assert.Equal(bytes, reads.CachePerToken);
        Assert.Equal(gibi, reads.Cache(32_768) / Gibi, 0.005);
    }
}
