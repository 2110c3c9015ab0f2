using CsCheck;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests.Counting;

/// <summary>Published and hand-computed sizes first, then laws.</summary>
public sealed class CountTests
{
    [Fact]
    public void Attention_of_deepseek_v3()
    {
        // W_DQ + W_UQ,QR + W_DKV,KR + W_UK,UV + W_O + two inner norms
        var byHand = 7168 * 1536 + 1536 * 128 * (128 + 64) + 7168 * (512 + 64) + 512 * 128 * (128 + 128)
            + 128 * 128 * 7168 + 1536 + 512;
        Assert.Equal(187_107_328, byHand);
        Assert.Equal(187_107_328, Known.DeepSeekAttention.Parameters(7168, Known.DeepSeekV3.Norm));
        Assert.Equal(new Cached(576, 0), Known.DeepSeekAttention.Cache());
    }

    [Fact]
    public void The_whole_of_deepseek_v3()
    {
        var count = Count.Of(Known.DeepSeekV3);

        // 2 · 129280 · 7168 + 7168 + 61 (187107328 + 2 · 7168) + 3 · 396361728 + 58 (1835008 + 257 · 44040192).
        // Published: 671B, the 256 bias terms a layer included, which no gradient trains.
        Assert.Equal(671_026_404_352, count.Parameters - count.Ahead);

        // The layer's 257 experts by 9. Published: 37B; that is 36.6B with the embedding's rows as a look-up,
        // and 37.6B with all of it, as counted here.
        Assert.Equal(37_552_282_624, count.ActiveParameters);

        // One more sparse layer, the joining matrix 7168 · 14336 and its two norms. Published: 11.5B of its own.
        Assert.Equal(11_610_060_800, count.Ahead);
        Assert.Equal(61 * 576 * 2, count.CacheBytesPerToken(2));
    }

    [Fact]
    public void Llama_3_1_70b()
    {
        var count = Count.Of(Known.Llama70B);
        Assert.Equal(70_553_706_496, count.Parameters);
        Assert.Equal(count.Parameters, count.ActiveParameters);
        Assert.Equal(327_680, count.CacheBytesPerToken(2));
    }

    [Fact]
    public void Qwen3_32b()
    {
        var count = Count.Of(Known.Qwen32B);
        Assert.Equal(32_762_123_264, count.Parameters);
        Assert.Equal(262_144, count.CacheBytesPerToken(2));
    }

    [Theory]
    [InlineData(12, 768, 124_439_808)]
    [InlineData(24, 1024, 354_823_168)]
    [InlineData(36, 1280, 774_030_080)]
    [InlineData(48, 1600, 1_557_611_200)]
    public void Gpt2_less_its_biases_and_learnt_positions(int layers, int width, long published) =>
        Assert.Equal(published - 1024 * width - 11 * width * layers - width,    // 9 D + 2 D biases a layer, and one D
            Count.Of(Known.Gpt2(layers, width)).Parameters);

    [Fact]
    public void Every_part_of_the_sample()
    {
        // wide: q, gate and out 8 · 24 each, k and v 8 · 12 each, QK-norm 2 · 6; SwiGLU 3 · 8 · 16; four norms of 8;
        //       r and l (the first layer blends no values); Canon (8 + 48 + 8 + 32) · 4
        const int Wide = 3 * 192 + 2 * 96 + 12 + 384 + 32 + 2 + 384;
        // deep: query 8 · 6 + 6 · 24, down 8 · 7, up 5 · 28, out 12 · 8, inner norms 6 + 5; router 64,
        //       nine experts of 96; two norms of 8; r and l
        const int Deep = 48 + 144 + 56 + 140 + 96 + 11 + 64 + 9 * 96 + 16 + 2;
        // ahead: one wide layer, joining 8 · 16, two norms of 8
        const int Ahead = Wide + 128 + 16;
        var count = Count.Of(Sample.Read(Sample.Json));
        Assert.Equal(Ahead, count.Ahead);
        Assert.Equal(800 + 16 + Wide + 2 * Deep + Ahead, count.Parameters);
        Assert.Equal(800 + 16 + Wide + 2 * (Deep - 6 * 96), count.ActiveParameters);
        Assert.Equal(new Cached(2 * 7, 24 * 8 + 96 * 3), count.Cache);
    }

    [Fact]
    public void Decoding_deepseek_v3_reads_latents_and_prefilling_it_reads_heads()
    {
        var (width, matrices) = (7168, 187_107_328.0 - 1536 - 512);
        Assert.Equal(2 * matrices + 2.0 * 128 * (512 + 64 + 512) * 1000,
            Known.DeepSeekAttention.Flops(width, new Work.Decode(1000)));
        Assert.Equal(2 * matrices + 2.0 * 128 * (128 + 64 + 128) * 500.5,
            Known.DeepSeekAttention.Flops(width, new Work.Prefill(1000)));
    }

    [Fact]
    public void Work_of_the_last_matrix_is_counted_even_when_it_is_tied()
    {
        var tied = Known.Gpt2(12, 768);
        Assert.Equal(2.0 * (124_439_808 - 1024 * 768 - 11 * 768 * 12 - 768 - 25 * 768) + 4.0 * 12 * 768,
            Count.Of(tied).Flops(new Work.Decode(1)));
        Assert.Equal(Count.Of(tied).Flops(new Work.Decode(1)),
            Count.Of(tied with { TiedEmbeddings = false }).Flops(new Work.Decode(1)));
    }

    [Fact]
    public void Decoding_grows_by_the_same_work_per_token_until_windows_fill() =>
        Gen.Select(Drawn.Design, Gen.Int[1, 500]).Sample((design, n) =>
        {
            var open = WithWindow(design, 0);
            var (one, two, three) = (Decode(open, n), Decode(open, n + 1), Decode(open, n + 2));
            Assert.True(two > one);
            Assert.Equal(two - one, three - two, 1e-6 * three);

            var full = WithWindow(design, n);
            Assert.Equal(one, Decode(full, n));
            Assert.Equal(one, Decode(full, n + 1000));
        }, iter: 200);

    [Fact]
    public void A_window_is_never_dearer_than_none() =>
        Gen.Select(Drawn.Design, Gen.Int[1, 50], Gen.Int[1, 200]).Sample((design, window, n) =>
        {
            var (open, narrow) = (Count.Of(WithWindow(design, 0)), Count.Of(WithWindow(design, window)));
            Assert.Equal(open.Parameters, narrow.Parameters);
            foreach (Work work in (Work[])[new Work.Decode(n), new Work.Prefill(n)])
                Assert.True(narrow.Flops(work) <= open.Flops(work) * (1 + 1e-12));
            Assert.Equal(0, narrow.Cache.PerToken);
            Assert.Equal(open.Cache.Fixed + open.Cache.PerToken * window, narrow.Cache.Fixed);
        }, iter: 200);

    [Fact]
    public void A_layer_more_costs_what_a_layer_costs() =>
        Drawn.Design.Sample(design =>
        {
            var (two, three, four) = (Repeated(design, 2), Repeated(design, 3), Repeated(design, 4));
            Assert.Equal(three.Parameters - two.Parameters, four.Parameters - three.Parameters);
            Assert.Equal(three.Cache.PerToken - two.Cache.PerToken, four.Cache.PerToken - three.Cache.PerToken);
            Assert.True(two.ActiveParameters <= two.Parameters);
        }, iter: 200);

    private static Count Repeated(Design design, int times) =>
        Count.Of(design with { Pattern = FormattableString.Invariant($"{times}*one") });

    private static double Decode(Design design, int context) => Count.Of(design).Flops(new Work.Decode(context));

    private static Design WithWindow(Design design, int window) => design with
    {
        Layers = design.Layers.SetItems(design.Layers.Select(layer => KeyValuePair.Create(layer.Key, layer.Value with
        {
            Mixer = layer.Value.Mixer switch
            {
                AttentionDesign attention => attention with { Window = window },
                LatentAttentionDesign latent => latent with { Window = window },
                _ => throw new System.Diagnostics.UnreachableException(),
            },
        }))),
    };
}
