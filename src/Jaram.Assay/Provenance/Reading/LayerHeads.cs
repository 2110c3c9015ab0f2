// Queries and keys of a layer, however its attention is stored: apart, fused, or by way of latents. How many heads
// latents serve, and how many of their rows are keys, follows from shapes: all heads share P rotary rows, each has P of
// its queries for them, and what comes back of values is as wide as the output.
//
//   H(N+P) rows of queries · H(N+V) rows brought up · H·V columns of the output · R latents and P rotary rows below
//
// Source: DeepSeek-V2, arXiv:2405.04434, section 2.1; llama.cpp, models/deepseek2.cpp (attn_k_b); the rest ours.

namespace Jaram.Assay.Provenance.Reading;

/// <summary>What scores are made of in one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Query">Queries.</param>
/// <param name="Key">Keys; of latents those without positions.</param>
/// <param name="Rotary">Keys with positions that all heads share; none but beside latents.</param>
internal sealed record LayerHeads(int Layer, HeadMatrix Query, HeadMatrix Key, HeadMatrix? Rotary)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<HeadMatrix> Matrices => Rotary is null ? [Query, Key] : [Query, Key, Rotary];

    /// <summary>Every layer that has queries and keys, in order. Of fused ones as many are queries as heads write back,
    /// and the rest is half keys.</summary>
    public static IEnumerable<LayerHeads> Of(Anatomy of)
    {
        foreach (var layer in of.Tensors.Where(one => one.Place.Component == Component.Attention)
            .GroupBy(one => one.Place.Layer).OrderBy(layer => layer.Key))
        {
            var views = layer.GroupBy(one => one.Place.Role)
                .ToDictionary(role => role.Key, role => Anatomy.View(role.First().Tensor, role.First().Place));
            UnitView? View(TensorRole role) => views.GetValueOrDefault(role);
            if (Latent(of, layer.Key, View) is { } latent) yield return latent;
            else if ((View(TensorRole.Query), View(TensorRole.Key)) is ({ } query, { } key)
                && query.Features == of.Width && key.Features == of.Width)
                yield return new(layer.Key, HeadMatrix.Of(query), HeadMatrix.Of(key), null);
            else if ((View(TensorRole.Fused), View(TensorRole.Output)) is ({ } fused, { } output)
                && fused.Features == of.Width && output.Units < fused.Units)
                yield return new(layer.Key, HeadMatrix.Of(fused.Slice(0, output.Units)),
                    HeadMatrix.Of(fused.Slice(output.Units, (fused.Units - output.Units) / 2)), null);
        }
    }

    private static LayerHeads? Latent(Anatomy of, int layer, Func<TensorRole, UnitView?> view)
    {
        if (view(TensorRole.LatentDown) is not { } down || down.Features != of.Width) return null;
        if (Queries(of, layer, view) is not { } query) return null;
        IReadOnlyList<UnitView> ups = view(TensorRole.KeyUp) is { Tensor.Shape.Length: 3 } keys ? Turned(keys)
            : view(TensorRole.LatentUp) is { } whole ? Keys(whole, down, query.Units, view(TensorRole.Output))
            : [];
        if (ups.Count == 0 || ups[0].Features > down.Units) return null;
        var (latents, positions) = (ups[0].Features, down.Units - ups[0].Features);
        return new(layer, query, new(down.Slice(0, latents), ups, of.Gains(layer, TensorRole.LatentNorm)),
            positions == 0 ? null : HeadMatrix.Of(down.Slice(latents, positions)));
    }

    private static HeadMatrix? Queries(Anatomy of, int layer, Func<TensorRole, UnitView?> view)
    {
        if (view(TensorRole.Query) is { } query) return query.Features == of.Width ? HeadMatrix.Of(query) : null;
        return (view(TensorRole.QueryDown), view(TensorRole.QueryUp)) is ({ } down, { } up)
            && down.Features == of.Width && up.Features == down.Units
            ? new(down, [up], of.Gains(layer, TensorRole.QueryNorm))
            : null;
    }

    /// <summary>The rows of each head that make keys; all rows, values among them, where shapes do not tell heads
    /// apart.</summary>
    private static IReadOnlyList<UnitView> Keys(UnitView up, UnitView down, int queries, UnitView? output)
    {
        var (plain, positions) = (up.Units - (output?.Units ?? 0), down.Units - up.Features);          // H·N, P
        if (plain <= 0 || positions <= 0 || queries <= plain || (queries - plain) % positions != 0) return [up];
        var heads = (queries - plain) / positions;
        return plain % heads != 0 || up.Units % heads != 0 ? [up]
            : [.. Enumerable.Range(0, heads).Select(at => up.Slice(at * (up.Units / heads), plain / heads))];
    }

    /// <summary>Keys of each head as llama.cpp keeps them: (heads, latents, rows).</summary>
    private static IReadOnlyList<UnitView> Turned(UnitView keys)
    {
        var (heads, latents) = ((int)keys.Tensor.Shape[0], (int)keys.Tensor.Shape[1]);
        return [.. Enumerable.Range(0, heads).Select(head => keys.Slice(head * latents, latents).Turned)];
    }
}
