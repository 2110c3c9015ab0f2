// X4: queries and keys of a head turned alike, so that their products stay. Rotary positions turn pairs of channels,
// and rotations of one plane commute: there each pair gets an angle of its own. Latents' plain channels carry no
// position and take any rotation.
// Source: arXiv:2502.12292, appendix; for latents: ours.

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Ledger.Growth;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X4</summary>
internal sealed record HeadRotation : Evasion
{
    /// <summary>Norms of queries and keys have a gain for each channel, which a rotation does not pass.</summary>
    public override bool Fits(Design design) => design.Stack.All(layer => layer.Canon is null && layer.Mixer switch
    {
        AttentionDesign heads => !heads.QueryKeyNorm && Turns(heads.Rotary, heads.HeadDim),
        LatentAttentionDesign latent => latent.QueryRank == 0 && Turns(latent.Rotary, latent.RotaryDim),
        _ => false,
    });

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => body.With((tensor, numbers) =>
    {
        if (tensor.Split('.') is not ["layers", var at, "mixer", "inner", ("q" or "k" or "kv_down" or "kv_up") and
            var part, "weight"]) return numbers;
        return body.Design.Stack[Axes.LayerOf(tensor)].Mixer switch
        {
            AttentionDesign heads => OfHeads(numbers, heads, part, $"{name} x4 {at}"),
            LatentAttentionDesign latent => OfLatents(numbers, latent, part, $"{name} x4 {at}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    private static bool Turns(RotaryDesign? rotary, int channels) =>
        rotary is { Layout: RotaryLayout.Halves } && rotary.Dim == channels;

    /// <summary>Heads that share a key share its angles.</summary>
    private static Matrix OfHeads(Matrix numbers, AttentionDesign heads, string part, string name)
    {
        var sharing = part == "q" ? heads.Heads / heads.KeyValueHeads : 1;
        for (var head = 0; head < numbers.Rows / heads.HeadDim; head++)
            numbers = Paired(numbers, head * heads.HeadDim, heads.HeadDim,
                FormattableString.Invariant($"{name} {head / sharing}"));
        return numbers;
    }

    private static Matrix OfLatents(Matrix numbers, LatentAttentionDesign latent, string part, string name)
    {
        if (part == "kv_down") return Paired(numbers, latent.LatentRank, latent.RotaryDim, name);
        var each = numbers.Rows / latent.Heads;
        for (var head = 0; head < latent.Heads; head++)
        {
            numbers = Turned(numbers, head * each, Orthogonal.Rotation(latent.PlainDim,
                FormattableString.Invariant($"{name} plain {head}")));
            if (part == "q") numbers = Paired(numbers, head * each + latent.PlainDim, latent.RotaryDim, name);
        }
        return numbers;
    }

    /// <summary>Pairs (i, i + P/2) of rows, each by an angle of its own.</summary>
    private static Matrix Paired(Matrix numbers, int from, int channels, string name)
    {
        var (random, half) = (new CounterRandom([], name), channels / 2);
        var rotation = Enumerable.Range(0, channels).Select(_ => new double[channels]).ToArray();
        for (var pair = 0; pair < half; pair++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * random.Unit((ulong)pair));
            (rotation[pair][pair], rotation[pair][pair + half]) = (cos, -sin);
            (rotation[pair + half][pair], rotation[pair + half][pair + half]) = (sin, cos);
        }
        return Turned(numbers, from, rotation);
    }

    /// <summary>Some rows turned.</summary>
    private static Matrix Turned(Matrix numbers, int from, double[][] rotation) => numbers.Map((i, k, w) =>
    {
        if (i < from || i >= from + rotation.Length) return w;
        var sum = 0.0;
        for (var j = 0; j < rotation.Length; j++)
            sum += rotation[i - from][j] * numbers.Numbers[(from + j) * numbers.Columns + k];
        return sum;
    });
}
