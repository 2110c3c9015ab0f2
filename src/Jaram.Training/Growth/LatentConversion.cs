// Attention, multi-head or grouped, becomes latent attention. Keys and values of all heads are one matrix of the token;
// its best low-rank factors are the way down to the latent and the way up from it. Keys are first brought to the
// values' size (balanced), and the singular values are divided evenly between both ways. Of the turning channels the
// key that all heads share keeps, at each frequency, the one direction over the heads that holds most; what is left
// stands without position, beside it. Nothing is lost at full rank where all heads have one key, or no positions.
// Source: TransMLA, arXiv:2502.07864 (rotation over heads, balanced factors); partial RoPE also
// in MHA2MLA, arXiv:2502.14837. Ours: factors from weights and gains alone, without text.
//
//   D width · H heads · K key-value heads · d channels of a head · r latent rank · p rotary channels

using System.Collections.Immutable;
using Jaram.Architecture.Atlas;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>mla:r,p</summary>
/// <param name="Rank">Rank r of the latent.</param>
/// <param name="Rotary">Channels p of the shared key that turn; null for as many as the parent's heads have.</param>
public sealed record LatentConversion(int Rank, int? Rotary) : GrowthOperator
{
    /// <inheritdoc/>
    public override MakingOperation Making => MakingOperation.LatentConversion;

    /// <inheritdoc/>
    public override string Word => Rotary is { } rotary
        ? FormattableString.Invariant($"mla:{Rank},{rotary}")
        : FormattableString.Invariant($"mla:{Rank}");

    /// <summary>What is lost of keys and values, L2, over all layers: for some ranks up to the full one, and its
    /// own.</summary>
    public IReadOnlyList<(int Rank, double Lost)> LossByRank(ParentModel parent)
    {
        var child = Grow(parent.Design);
        List<SingularValues> spectra = [.. parent.Design.Stack.Index().Where(l => l.Item.Mixer is AttentionDesign)
            .Select(l => LatentFactors.Of(parent, new($"layers.{l.Index}.", l.Index, ""), child).Spectrum)];
        var (attention, latent) = parent.Design.Stack.Zip(child.Stack).First(l => l.First.Mixer is AttentionDesign);
        var full = Most(parent.Design.Width, (AttentionDesign)attention.Mixer,
            ((LatentAttentionDesign)latent.Mixer).RotaryDim);
        int[] ranks = [.. new[] { full / 8, full / 4, full / 2, 3 * full / 4, full, Rank }.Where(r => r > 0)
            .Distinct().Order()];
        return [.. ranks.Select(rank => (rank, Math.Sqrt(spectra.Average(s => s.Lost(rank) * s.Lost(rank)))))];
    }

    internal override Design Grow(Design parent)
    {
        if (!parent.Stack.Any(layer => layer.Mixer is AttentionDesign))
            throw Refusal($"0 of {parent.Stack.Length} layers have attention to turn into latents");
        return parent with
        {
            Layers = parent.Layers.ToImmutableSortedDictionary(layer => layer.Key, layer =>
                layer.Value.Mixer is AttentionDesign attention
                    ? layer.Value with { Mixer = Latent(parent, layer.Key, layer.Value, attention) }
                    : layer.Value),
        };
    }

    internal override Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child)
    {
        Dictionary<string, LatentFactors> known = [];
        return tensor =>
        {
            if (LayerPart.Find(tensor.Name) is not { } part || part.Of(parent.Design).Mixer is not AttentionDesign)
                return ParentModel.Same(tensor);
            return part.Own switch
            {
                "mixer.inner.q.weight" => Made(part, factors => factors.Query, "q"),
                "mixer.inner.kv_down.weight" => Made(part, factors => factors.Down, "k", "v"),
                "mixer.inner.kv_up.weight" => Made(part, factors => factors.Up, "k", "v"),
                _ => ParentModel.Same(tensor),
            };
        };

        Heir Made(LayerPart part, Func<LatentFactors, float[]> of, params string[] from) => new Heir.Computed(
            [.. from.Select(matrix => part.Beside($"mixer.inner.{matrix}.weight"))],
            _ => of(known.TryGetValue(part.Prefix, out var factors) ? factors
                : known[part.Prefix] = LatentFactors.Of(parent, part, child)));
    }

    private LatentAttentionDesign Latent(Design parent, string name, LayerDesign layer, AttentionDesign a)
    {
        var turned = Turned(name, a.Rotary);
        string? hindrance = a.QueryKeyNorm ? "normalises queries and keys (queryKeyNorm)"
            : a.OutputGate ? "has an output gate (outputGate)"
            : a.Softcap > 0 ? "bounds its scores (softcap)"
            : layer.Residual.HasFlag(ResidualExtras.Value) ? "blends values with the first layer's (residual value)"
            : layer.Canon?.At.HasFlag(CanonPoints.B) == true ? "has a Canon convolution on keys and values (canon b)"
            : null;
        if (hindrance is not null)
            throw Refusal($"layer {name} {hindrance}, which latent attention does not have; use a parent without");
        var most = Most(parent.Width, a, turned?.Dim ?? 0);
        if (Rank < 1 || Rank > most)
            throw Refusal($"rank {Rank}, but keys and values of layer {name} have {most} at most; use 1 to {most}");
        return new()
        {
            Heads = a.Heads, LatentRank = Rank, PlainDim = a.HeadDim, ValueDim = a.HeadDim, RawLatent = true,
            Window = a.Window, Rotary = turned,
        };
    }

    /// <summary>The full rank: all keys and values, less what the shared key takes of the keys.</summary>
    private static int Most(int width, AttentionDesign a, int rotary) =>
        (int)Math.Min(width, 2 * a.KeyChannels - rotary);

    /// <summary>Fewer rotary channels keep every so many of the parent's frequencies.</summary>
    private RotaryDesign? Turned(string name, RotaryDesign? parent)
    {
        var (all, kept) = (parent?.Dim ?? 0, Rotary ?? parent?.Dim ?? 0);
        if (kept == 0) return null;
        if (kept > all || all % kept != 0 || kept % 2 != 0)
            throw Refusal($"{kept} rotary channels, but layer {name} turns {all}; use an even divisor of {all}, or 0");
        if (kept < all && parent!.Scaling is not null)
            throw Refusal($"{kept} rotary channels of {all}, but their wavelengths are scaled; use {all}");
        return parent! with { Dim = kept };
    }
}
