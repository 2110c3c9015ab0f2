// Widening: k copies of every residual channel, head and hidden channel. Copies say the same, so a norm's mean square
// stays; whatever reads k copies divides its weight among them. Unevenly, by the child's seed: halves would have the
// same gradient for ever, and k channels would stay one.
// Source: Net2Net, arXiv:1511.05641 (Net2WiderNet).
//
//   D width · k copies

using System.Collections.Immutable;
using Jaram.Architecture.Atlas;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>width:k</summary>
/// <param name="Times">Copies k.</param>
public sealed record Widening(int Times) : GrowthOperator
{
    /// <summary>How far shares of a weight lie apart: from (1 − this) / k to (1 + this) / k.</summary>
    private const double Uneven = 0.5;

    /// <inheritdoc/>
    public override MakingOperation Making => MakingOperation.Widening;

    /// <inheritdoc/>
    public override string Word => FormattableString.Invariant($"width:{Times}");

    internal override Design Grow(Design parent)
    {
        if (Times is < 2 or > 16)
            throw Refusal($"{Times} copies of every channel; use 2 to 16");
        if (parent.TiedEmbeddings && !parent.Norm.Gain)
            throw Refusal($"the embedding is the head, and no gain takes its {Times} copies back; use a parent with "
                + "gains");
        return parent with
        {
            Width = checked(parent.Width * Times),
            Layers = parent.Layers.ToImmutableSortedDictionary(layer => layer.Key, layer => layer.Value with
            {
                Mixer = Wide(layer.Value.Mixer), Channel = Wide(layer.Value.Channel),
            }),
        };
    }

    internal override Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child) => tensor =>
    {
        var (name, shape) = (tensor.Name, parent.Shape(tensor.Name));
        if (tensor.Shape.SequenceEqual(shape)) return new Heir.Copied(name, MemoryOf.Nothing);
        var blocks = Blocks(parent.Design, name, (int)shape[^1]);
        if (shape.Count == 1) return new Heir.Computed([name], _ => Vector(parent, name));
        var rows = tensor.Shape[0] == shape[0] ? 1 : Times;
        var isRead = name == "head" || name.EndsWith(".weight", StringComparison.Ordinal);
        return new Heir.Computed([name], seed => Matrix(parent, name, rows, tensor.Shape[1] == shape[1] ? [] : blocks,
            isRead ? new CounterRandom(seed, $"width/{name}") : null));
    };

    private TokenMixerDesign Wide(TokenMixerDesign mixer) => mixer switch
    {
        AttentionDesign a => a with { Heads = a.Heads * Times, KeyValueHeads = a.KeyValueHeads * Times },
        _ => mixer with { Heads = mixer.Heads * Times },
    };

    private ChannelMixerDesign Wide(ChannelMixerDesign channel) => channel switch
    {
        MlpDesign mlp => Wide(mlp),
        MixtureDesign mixture => mixture with { Expert = Wide(mixture.Expert) },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private MlpDesign Wide(MlpDesign mlp) => mlp with { Hidden = checked(mlp.Hidden * Times) };

    /// <summary>The stretches of a tensor's last axis whose copies stand together: queries, keys and values under one
    /// filter, gate and way up under one, stream and token before a join; else the whole axis.</summary>
    private static int[] Blocks(Design parent, string name, int length) => name.Split('.') switch
    {
        ["ahead", _, "join", _] => [parent.Width, parent.Width],
        [.., "inner", "canon", _] when LayerPart.Find(name) is { } part => Under(part, part.Of(parent), length),
        _ => [length],
    };

    private static int[] Under(LayerPart part, LayerDesign layer, int length) => (part.Own.Split('.')[0], layer) switch
    {
        ("mixer", { Mixer: AttentionDesign a }) => [(int)a.QueryChannels, (int)a.KeyChannels, (int)a.KeyChannels],
        ("channel", { Channel: MlpDesign { Activation: Activation.SwiGlu } mlp }) => [mlp.Hidden, mlp.Hidden],
        _ => [length],
    };

    /// <summary>Copies of a gain; the last norm's, before a head that is the embedding, take the copies back.</summary>
    private float[] Vector(ParentModel parent, string name)
    {
        var share = name == "norm.gain" && parent.Design.TiedEmbeddings ? 1f / Times : 1;
        var one = parent.Numbers(name).ToArray();
        return [.. Enumerable.Repeat(one, Times).SelectMany(copy => copy).Select(gain => gain * share)];
    }

    /// <param name="parent">Has the matrix.</param>
    /// <param name="name">Its name.</param>
    /// <param name="times">Copies of its rows.</param>
    /// <param name="blocks">Stretches of its columns that are copied; none where columns stay.</param>
    /// <param name="shares">Divides a weight among copies of its column; null where copies are whole.</param>
    private float[] Matrix(ParentModel parent, string name, int times, int[] blocks, CounterRandom? shares)
    {
        var numbers = parent.Numbers(name);
        var columns = (int)parent.Shape(name)[1];
        var (rows, copies) = (numbers.Length / columns, blocks.Length > 0 ? Times : 1);
        var into = new float[numbers.Length * times * copies];
        var parts = new float[copies];
        for (var row = 0; row < rows * times; row++)
        {
            var (column, start) = (0, row * columns * copies);
            foreach (var length in blocks.Length > 0 ? blocks : [columns])
            {
                for (var i = 0; i < length; i++)
                {
                    var weight = numbers[row % rows * columns + column + i];
                    Divide(weight, parts, shares, ((ulong)row * (ulong)columns + (ulong)(column + i)) * (ulong)copies);
                    for (var copy = 0; copy < copies; copy++) into[start + copy * length + i] = parts[copy];
                }
                (column, start) = (column + length, start + length * copies);
            }
        }
        return into;
    }

    /// <summary>Shares of a weight whose sum it is, the last to the rounding; or whole copies.</summary>
    private static void Divide(float weight, float[] parts, CounterRandom? shares, ulong place)
    {
        parts.AsSpan().Fill(weight);
        if (shares is not { } random || parts.Length == 1) return;
        var mean = 0.0;
        for (var copy = 0; copy < parts.Length; copy++) mean += random.Unit(place + (ulong)copy) / parts.Length;
        var left = (double)weight;
        for (var copy = 0; copy < parts.Length - 1; copy++)
        {
            parts[copy] = (float)(weight / (double)parts.Length
                * (1 + Uneven * (random.Unit(place + (ulong)copy) - mean)));
            left -= parts[copy];
        }
        parts[^1] = (float)left;
    }
}
