using CsCheck;

namespace Jaram.Inference.Kernels.Tests;

/// <summary>Scores, softmax and mixes have the bits of their plain forms, whatever is computed beside them.</summary>
public sealed unsafe class AttentionKernelTests
{
    private static readonly Gen<(int Channels, int Seed)> _cases = Gen.Select(Gen.Int[1, 130], Gen.Int[0, 1 << 20]);

    [Fact]
    public void Columns_of_keys_score_as_plainly() => _cases.Sample(given =>
        Scores<Float32, KeyColumns>(given) && Scores<BFloat16, KeyColumns>(given)
        && Scores<Scaled8, KeyColumns>(given), iter: 20);

    [Fact]
    public void Rows_of_keys_score_as_plainly() => _cases.Sample(given =>
        Scores<Float32, KeyRows>(given) && Scores<BFloat16, KeyRows>(given) && Scores<Scaled8, KeyRows>(given)
        && Scores<Scaled16, KeyRows>(given), iter: 20);

    /// <summary>The largest sums that there can be, of the most channels.</summary>
    [Fact]
    public void Sixteen_bits_do_not_overflow()
    {
        const int channels = KeyRows16.MostChannels;
        using var page = new NativeArray<byte>(KeyRows.PageBytes(channels, sizeof(short)));
        using var into = new NativeArray<float>(4 * Lanes.Count);
        using var query = new NativeArray<float>(channels);
        var keys = new Span<short>(page.Start, channels * Lanes.Count);
        keys.Fill(8191);
        query.Slice(0, channels).Fill(-1);
        var queries = stackalloc float*[4];
        var rows = stackalloc float*[4];
        var pages = stackalloc byte*[1];
        pages[0] = page.Start;
        for (var q = 0; q < 4; q++)
        {
            queries[q] = query.Start;
            rows[q] = into.Start + q * Lanes.Count;
        }
        KeyRows.Score<Scaled16>(queries, pages, 1, channels, rows);
        Assert.All(into.Slice(0, 4 * Lanes.Count).ToArray(), y => Assert.Equal(-8191f * channels, y, 10));
    }

    [Fact]
    public void Values_mix_as_plainly() => _cases.Sample(given =>
        Mixes<Float32>(given) && Mixes<BFloat16>(given) && Mixes<Scaled8>(given) && Mixes<Scaled16>(given), iter: 20);

    [Fact]
    public void A_softmax_is_the_same_in_every_width() =>
        Gen.Select(Gen.Float[-9, 9].Array[48], Gen.Int[0, 47], Gen.Int[1, 48], Gen.Float[0.1f, 3], Gen.Bool)
            .Sample((scores, from, count, scale, isCapped) =>
            {
                var (to, cap) = (Math.Min(48, from + count), isCapped ? 5f : 0);
                float[] plain = [.. scores];
                var (max, sum) = SoftmaxRow.Plain(plain, from, to, scale, cap);
                fixed (float* at = scores) Assert.Equal((max, sum), SoftmaxRow.Apply(at, 48, from, to, scale, cap));
                Assert.Equal(plain, scores);
            });

    [Fact]
    public void A_norm_is_the_same_in_every_width() => Gen.Float[-9, 9].Array[1, 99].Sample(x =>
    {
        float[] gain = [.. x.Select(v => v / 3)], plain = new float[x.Length], wide = new float[x.Length];
        fixed (float* xs = x, gs = gain, ps = plain, ws = wide)
        {
            RmsNorm.Plain(xs, gs, x.Length, 1e-5f, ps);
            RmsNorm.Apply(xs, gs, x.Length, 1e-5f, ws);
        }
        return plain.SequenceEqual(wide);
    });

    [Fact]
    public void Bends_are_the_same_in_every_width() => Gen.Float[-30, 30].Array[1, 60].Sample(x =>
        Bends<SiluTimes>(x) && Bends<SigmoidTimes>(x) && Bends<ReluSquared>(x) && Bends<Gelu>(x));

    [Fact]
    public void The_gelu_is_exact_to_the_seventh_place() => Gen.Float[-12, 12].Sample(x =>
        Math.Abs(Gelu.Of(x, 0) - x / 2.0 * (1 + Erf(x / Math.Sqrt(2)))) < 4e-7 * Math.Max(1, Math.Abs(x)));

    private static bool Bends<TBend>(float[] x) where TBend : struct, IBend
    {
        float[] y = [.. x.Reverse()], into = new float[x.Length];
        fixed (float* xs = x, ys = y, at = into) Bending.Apply<TBend>(xs, ys, at, x.Length);
        return into.SequenceEqual(x.Zip(y, TBend.Of));
    }

    private static bool Scores<TElement, TKeys>((int Channels, int Seed) given)
        where TElement : struct, IElement where TKeys : struct, IKeyLayout
    {
        var (random, padded) = (new Random(given.Seed), KeyRows.Width(given.Channels));
        using var pages = new NativeArray<byte>(8L * TKeys.PageBytes(padded, TElement.Bytes));
        using var queries = new NativeArray<float>(4L * padded);
        using var into = new NativeArray<float>(4 * 8 * Lanes.Count);
        var at = stackalloc byte*[8];
        for (var p = 0; p < 8; p++) at[p] = pages.Start + p * TKeys.PageBytes(padded, TElement.Bytes);
        var key = stackalloc float[padded];
        for (var token = 0; token < 8 * Lanes.Count; token++)
        {
            for (var c = 0; c < given.Channels; c++) key[c] = (random.NextSingle() - 0.5f) * 200;
            TKeys.Write<TElement>(key, given.Channels, at[token / Lanes.Count], token % Lanes.Count);
        }
        for (var q = 0; q < 4; q++)
            for (var c = 0; c < given.Channels; c++) queries.Start[q * padded + c] = random.NextSingle() - 0.5f;
        var from = stackalloc float*[4];
        var to = stackalloc float*[4];
        for (var q = 0; q < 4; q++)
        {
            from[q] = queries.Start + q * padded;
            to[q] = into.Start + q * 8 * Lanes.Count;
        }
        TKeys.Score<TElement>(from, at, 8, given.Channels, to);
        for (var i = 0; i < 4 * 8 * Lanes.Count; i++)
        {
            var (q, t) = (i / (8 * Lanes.Count), i % (8 * Lanes.Count));
            if (into.Start[i] != TKeys.Plain<TElement>(from[q], at[t / Lanes.Count], t % Lanes.Count, given.Channels))
                return false;
        }
        return true;
    }

    private static bool Mixes<TElement>((int Channels, int Seed) given) where TElement : struct, IElement
    {
        var (random, padded) = (new Random(given.Seed), Lanes.Padded(given.Channels));
        using var pages = new NativeArray<byte>(6L * KeyRows.PageBytes(padded, TElement.Bytes));
        using var weights = new NativeArray<float>(4 * 6 * Lanes.Count);
        using var into = new NativeArray<float>(4L * padded);
        var at = stackalloc byte*[6];
        for (var p = 0; p < 6; p++) at[p] = pages.Start + p * KeyRows.PageBytes(padded, TElement.Bytes);
        var value = stackalloc float[padded];
        for (var token = 0; token < 6 * Lanes.Count; token++)
        {
            for (var c = 0; c < given.Channels; c++) value[c] = (random.NextSingle() - 0.5f) * 200;
            ValueMix.Write<TElement>(value, given.Channels, at[token / Lanes.Count], token % Lanes.Count);
        }
        for (var i = 0; i < weights.Count; i++) weights.Start[i] = random.NextSingle();
        var rows = stackalloc float*[4];
        var outs = stackalloc float*[4];
        for (var q = 0; q < 4; q++)
        {
            rows[q] = weights.Start + q * 6 * Lanes.Count;
            outs[q] = into.Start + q * padded;
        }
        var (from, to) = (random.Next(40), 41 + random.Next(55));
        ValueMix.Four<TElement>(rows, at, from, to, padded * TElement.Bytes, padded, outs);
        for (var q = 0; q < 4; q++)
            for (var c = 0; c < given.Channels; c++)
                if (outs[q][c] != ValueMix.Plain<TElement>(rows[q], at, from, to, padded * TElement.Bytes, c))
                    return false;
        return true;
    }

    /// <summary>The error function by its series (small) or continued fraction (large).</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 3)
        {
            var f = 0.0;
            for (var n = 60; n > 0; n--) f = n / 2.0 / (Math.Abs(x) + f);
            return Math.Sign(x) * (1 - Math.Exp(-x * x) / (Math.Abs(x) + f) / Math.Sqrt(Math.PI));
        }
        double term = x, sum = x;
        for (var n = 1; n < 80; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
