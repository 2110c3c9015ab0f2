// The matrices of one layer's latent attention, made of its attention's.
// Source: TransMLA, arXiv:2502.07864; see LatentConversion.
//
// At frequency f a head's key is a complex number k_j, its pair of channels; a turn multiplies it by e^(iθ), and so
// does a turn of the same number for all heads. With u the direction over heads that holds most, c = Σ conj(u_j) k_j is
// the shared key, u_j c its part in head j, and k_j − u_j c what is left. Re(conj(q) u_j c) = Re(conj(q conj(u_j)) c).
//
//   D width · H heads · K key-value heads · d channels of a head · r latent rank · p rotary channels

using Jaram.Architecture;
using Jaram.Architecture.Blocks;

namespace Jaram.Training.Growth;

/// <summary>What a layer's latent attention is made of.</summary>
/// <param name="Query">(H·(d+p), D)</param>
/// <param name="Down">(r+p, D)</param>
/// <param name="Up">(H·2d, r)</param>
/// <param name="Spectrum">Of all keys and values, balanced.</param>
internal sealed record LatentFactors(float[] Query, float[] Down, float[] Up, SingularValues Spectrum)
{
    /// <summary>Of the largest value: what is smaller is rounding.</summary>
    private const double Nothing = 1e-12;

    /// <summary>Makes them.</summary>
    /// <param name="parent">Has the attention.</param>
    /// <param name="part">Its layer.</param>
    /// <param name="child">Has the latents.</param>
    public static LatentFactors Of(ParentModel parent, LayerPart part, Design child)
    {
        var (a, c) = ((AttentionDesign)part.Of(parent.Design).Mixer, (LatentAttentionDesign)part.Of(child).Mixer);
        double[][] Matrix(string name) => parent.Rows(part.Beside($"mixer.inner.{name}.weight"));
        var (q, k, v) = (Matrix("q"), Matrix("k"), Matrix("v"));
        var gain = part.Of(parent.Design).Norm != NormPlacement.Post && parent.Design.Norm.Gain
            ? parent.Numbers(part.Beside("mixer.norm.gain")).ToArray()
            : [.. Enumerable.Repeat(1f, parent.Design.Width)];
        var turned = Turned(a, c, q, k, gain);
        var (up, down, spectrum) = Factors(k, v, gain, c.LatentRank);
        return new(Queries(c, q, turned.Query), [.. Flat([.. down, .. turned.Key])], Heads(a, c, up), spectrum);
    }

    /// <summary>The shared rotary key's rows, (p, D), and each query's, (H·p, D); leaves in k what they do not
    /// hold.</summary>
    private static (double[][] Query, double[][] Key) Turned(AttentionDesign a, LatentAttentionDesign c, double[][] q,
        double[][] k, float[] gain)
    {
        var (key, query) = (new double[c.RotaryDim][], new double[a.Heads * c.RotaryDim][]);
        for (var pair = 0; pair < c.RotaryDim / 2; pair++)
        {
            var (own, old) = (Channels(c.Rotary!, pair), Channels(a.Rotary!, pair * (a.Rotary!.Dim / c.RotaryDim)));
            (double[] Re, double[] Im)[] keys = [.. Enumerable.Range(0, a.KeyValueHeads)
                .Select(head => (k[head * a.HeadDim + old.Re], k[head * a.HeadDim + old.Im]))];
            var u = Direction(keys, gain);
            var (re, im) = (new double[gain.Length], new double[gain.Length]);
            foreach (var ((x, y), head) in keys.Zip(u))
                for (var i = 0; i < re.Length; i++)
                    (re[i], im[i]) = (re[i] + head.Re * x[i] + head.Im * y[i], im[i] + head.Re * y[i] - head.Im * x[i]);
            foreach (var ((x, y), head) in keys.Zip(u))
                for (var i = 0; i < re.Length; i++)
                    (x[i], y[i]) = (x[i] - head.Re * re[i] + head.Im * im[i], y[i] - head.Re * im[i] - head.Im * re[i]);
            (key[own.Re], key[own.Im]) = (re, im);
            for (var head = 0; head < a.Heads; head++)
            {
                var (x, y) = (q[head * a.HeadDim + old.Re], q[head * a.HeadDim + old.Im]);
                var by = u[head / (a.Heads / a.KeyValueHeads)];
                query[head * c.RotaryDim + own.Re] = [.. x.Zip(y, (s, t) => s * by.Re + t * by.Im)];
                query[head * c.RotaryDim + own.Im] = [.. x.Zip(y, (s, t) => t * by.Re - s * by.Im)];
            }
        }
        return (query, key);
    }

    /// <summary>The channels of a pair.</summary>
    private static (int Re, int Im) Channels(RotaryDesign rotary, int pair) => rotary.Layout == RotaryLayout.Halves
        ? (pair, pair + rotary.Dim / 2)
        : (2 * pair, 2 * pair + 1);

    /// <summary>The unit vector over heads, complex, that holds most of their keys at one frequency.</summary>
    private static (double Re, double Im)[] Direction((double[] Re, double[] Im)[] keys, float[] gain)
    {
        if (keys.Length == 1) return [(1, 0)];
        // a complex matrix as a real one: each vector comes twice, a quarter turn apart, and either will do
        double[][] rows =
        [
            .. keys.Select(key => (double[])[.. Weighed(key.Re, gain), .. Weighed(key.Im, gain).Select(x => -x)]),
            .. keys.Select(key => (double[])[.. Weighed(key.Im, gain), .. Weighed(key.Re, gain)]),
        ];
        var first = SingularValues.Of(rows).Left[0];
        return [.. Enumerable.Range(0, keys.Length).Select(head => (first[head], first[keys.Length + head]))];
    }

    /// <summary>The way up, (2·K·d, r): keys, then values; and the way down, (r, D).</summary>
    private static (double[][] Up, double[][] Down, SingularValues Spectrum) Factors(double[][] k, double[][] v,
        float[] gain, int rank)
    {
        var (sizeK, sizeV) = (Size(k, gain), Size(v, gain));
        var balance = sizeK > 0 && sizeV > 0 ? sizeV / sizeK : 1;
        double[][] both = [.. k.Select(row => (double[])[.. row.Select(x => x * balance)]), .. v];
        var spectrum = SingularValues.Of([.. both.Select(row => Weighed(row, gain).ToArray())]);
        var (up, down) = (both.Select(_ => new double[rank]).ToArray(), new double[rank][]);
        for (var i = 0; i < rank; i++)
        {
            var (u, value) = (spectrum.Left[i], spectrum.Values[i]);
            down[i] = new double[gain.Length];
            if (value <= Nothing * spectrum.Values[0]) continue;
            for (var row = 0; row < both.Length; row++)
            {
                up[row][i] = u[row] * Math.Sqrt(value) / (row < k.Length ? balance : 1);
                for (var j = 0; j < gain.Length; j++) down[i][j] += u[row] * both[row][j] / Math.Sqrt(value);
            }
        }
        return (up, down, spectrum);
    }

    /// <summary>Every head's plain channels, then its rotary ones; scores are divided by √(d+p), were by √d.</summary>
    private static float[] Queries(LatentAttentionDesign c, double[][] plain, double[][] rotary)
    {
        var scale = Math.Sqrt((double)(c.PlainDim + c.RotaryDim) / c.PlainDim);
        return [.. Enumerable.Range(0, c.Heads).SelectMany(head => Flat(
            [.. Of(plain, c.PlainDim, head), .. Of(rotary, c.RotaryDim, head)], scale))];

        static double[][] Of(double[][] rows, int each, int head) => rows[(head * each)..((head + 1) * each)];
    }

    /// <summary>Every head's keys, then its values.</summary>
    private static float[] Heads(AttentionDesign a, LatentAttentionDesign c, double[][] up)
    {
        var values = up.Length / 2;
        return [.. Enumerable.Range(0, a.Heads).Select(head => head / (a.Heads / a.KeyValueHeads) * a.HeadDim)
            .SelectMany(at => Flat([.. up.AsSpan(at, a.HeadDim), .. up.AsSpan(values + at, c.ValueDim)]))];
    }

    private static IEnumerable<double> Weighed(double[] row, float[] gain) => row.Zip(gain, (x, g) => x * g);

    private static double Size(double[][] rows, float[] gain) =>
        Math.Sqrt(rows.Sum(row => Weighed(row, gain).Sum(x => x * x)));

    private static IEnumerable<float> Flat(double[][] rows, double scale = 1) =>
        rows.SelectMany(row => row.Select(x => (float)(x * scale)));
}
