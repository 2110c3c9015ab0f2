// A matrix of units by features, wherever its numbers lie: rows of a tensor, its columns, one half of a fused tensor,
// one expert of a stack. What lies end to end is read end to end; the rest is gathered from it.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Checkpoints;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>Units and their features in a tensor. One of the two strides is 1.</summary>
/// <param name="Tensor">Where they lie.</param>
/// <param name="Start">The first number.</param>
/// <param name="Units">n.</param>
/// <param name="UnitStride">From a unit to the next.</param>
/// <param name="Features">d.</param>
/// <param name="FeatureStride">From a feature to the next.</param>
public sealed record UnitView(
    SourceTensor Tensor, long Start, int Units, long UnitStride, int Features, long FeatureStride)
{
    /// <summary>Units are rows.</summary>
    public static UnitView Rows(SourceTensor tensor) =>
        new(tensor, 0, (int)(tensor.Count / Math.Max(1, tensor.RowLength)), tensor.RowLength, (int)tensor.RowLength, 1);

    /// <summary>Units are columns.</summary>
    public static UnitView Columns(SourceTensor tensor) => Rows(tensor).Turned;

    /// <summary>Units and features change places.</summary>
    public UnitView Turned => new(Tensor, Start, Features, FeatureStride, Units, UnitStride);

    /// <summary>Some units that lie side by side: an expert of a stack, a half of what is fused.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">How many.</param>
    public UnitView Slice(int from, int count) => this with { Start = Start + from * UnitStride, Units = count };

    /// <summary>Reads some features of some units.</summary>
    /// <param name="source">Holds the tensor.</param>
    /// <param name="units">Which units.</param>
    /// <param name="features">Which features.</param>
    /// <returns>(units, features) row-major.</returns>
    /// <exception cref="CheckpointException">A number is none, or cannot be read.</exception>
    public float[] Read(ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features)
    {
        var into = new float[(long)units.Length * features.Length];
        if (FeatureStride == 1) ReadUnits(source, units, features, into);
        else ReadFeatures(source, units, features, into);
        for (var at = 0; at < into.Length; at++)
            if (!float.IsFinite(into[at]))
                throw new CheckpointException(FormattableString.Invariant(
                    $"tensor {Tensor} holds {into[at]} in row {units[at / features.Length]}: weights are finite ")
                    + "numbers; get the model again");
        return into;
    }

    private void ReadUnits(
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Span<float> into)
    {
        var isWhole = features.Length == Features && features.Index().All(each => each.Index == each.Item);
        var row = new float[isWhole ? 0 : Features];
        for (var i = 0; i < units.Length; i++)
        {
            var to = into.Slice(i * features.Length, features.Length);
            source.Read(Tensor, Start + units[i] * UnitStride, isWhole ? to : row);
            if (!isWhole) for (var f = 0; f < features.Length; f++) to[f] = row[features[f]];
        }
    }

    private void ReadFeatures(
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Span<float> into)
    {
        var row = new float[Units];
        for (var f = 0; f < features.Length; f++)
        {
            source.Read(Tensor, Start + features[f] * FeatureStride, row);
            for (var i = 0; i < units.Length; i++) into[i * features.Length + f] = row[units[i]];
        }
    }
}
