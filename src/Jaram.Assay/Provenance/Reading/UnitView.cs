// A matrix of units by features, wherever its numbers lie: rows of a tensor, its columns, one half of a fused tensor,
// one expert of a stack. What lies end to end is read end to end; the rest is gathered from it.
// Source: ours.

using System.Buffers;
using System.Collections.Immutable;
using Jaram.Checkpoints;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>Units and their features in a tensor. One of the two strides is 1, or 2 where every second unit is
/// meant.</summary>
/// <param name="Tensor">Where they lie.</param>
/// <param name="Start">The first number.</param>
/// <param name="Units">n.</param>
/// <param name="UnitStride">From a unit to the next.</param>
/// <param name="Features">d.</param>
/// <param name="FeatureStride">From a feature to the next.</param>
public sealed record UnitView(
    SourceTensor Tensor, long Start, int Units, long UnitStride, int Features, long FeatureStride)
{
    /// <summary>Features that are read before they are dealt to units.</summary>
    private const int AtOnce = 16;

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

    /// <summary>Every second unit, of two kinds that take turns.</summary>
    /// <param name="from">0 or 1.</param>
    public UnitView EverySecond(int from) => this with
    {
        Start = Start + from * UnitStride, Units = (Units - from + 1) / 2, UnitStride = 2 * UnitStride,
    };

    /// <summary>Reads some features of some units.</summary>
    /// <param name="source">Holds the tensor.</param>
    /// <param name="units">Which units.</param>
    /// <param name="features">Which features.</param>
    /// <returns>(units, features) row-major.</returns>
    /// <exception cref="CheckpointException">A number is none, or cannot be read.</exception>
    public float[] Read(ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features)
    {
        var into = GC.AllocateUninitializedArray<float>(checked(units.Length * features.Length));
        Read(source, units, features, into);
        return into;
    }

    /// <summary>The same into room that is there: (units, features) row-major.</summary>
    /// <exception cref="CheckpointException">A number is none, or cannot be read.</exception>
    public void Read(
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Span<float> into)
    {
        if (FeatureStride == 1) ReadUnits(source, units, features, into);
        else ReadFeatures(source, units, features, into);
        if (!Products.Rows.AreFinite(into)) RefuseNone(into, units, features.Length);
    }

    private void RefuseNone(ReadOnlySpan<float> numbers, ImmutableArray<int> units, int features)
    {
        var at = 0;
        while (float.IsFinite(numbers[at])) at++;
        throw new CheckpointException(FormattableString.Invariant(
            $"tensor {Tensor} holds {numbers[at]} in row {units[at / features]}: weights are finite numbers; get ")
            + "the model again");
    }

    /// <summary>Rows that lie end to end are read as one.</summary>
    private void ReadUnits(
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Span<float> into)
    {
        var isWhole = features.Length == Features && IsRun(features.AsSpan());
        var row = isWhole ? [] : ArrayPool<float>.Shared.Rent(Features);
        for (var i = 0; i < units.Length;)
        {
            var run = 1;
            if (isWhole && UnitStride == Features)
                while (i + run < units.Length && units[i + run] == units[i] + run) run++;
            var to = into.Slice(i * features.Length, run * features.Length);
            source.Read(Tensor, Start + units[i] * UnitStride, isWhole ? to : row.AsSpan(0, Features));
            if (!isWhole) for (var f = 0; f < features.Length; f++) to[f] = row[features[f]];
            i += run;
        }
        if (!isWhole) ArrayPool<float>.Shared.Return(row);
    }

    /// <summary>Several features are read before they are dealt to the units, so that what is written lies together.
    /// </summary>
    private void ReadFeatures(
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Span<float> into)
    {
        var length = checked((int)((Units - 1) * UnitStride + 1));
        var isWhole = units.Length == length && IsRun(units.AsSpan());
        var rows = ArrayPool<float>.Shared.Rent(Math.Min(AtOnce, features.Length) * length);
        for (var from = 0; from < features.Length; from += AtOnce)
        {
            var count = Math.Min(AtOnce, features.Length - from);
            if (isWhole && FeatureStride == length && features[from + count - 1] == features[from] + count - 1)
                source.Read(Tensor, Start + features[from] * FeatureStride, rows.AsSpan(0, count * length));
            else for (var f = 0; f < count; f++)
                source.Read(Tensor, Start + features[from + f] * FeatureStride, rows.AsSpan(f * length, length));
            if (isWhole) Products.Rows.Turn(rows, (count, length, length), into[from..], features.Length);
            else Deal(rows, length, units, into[from..], features.Length, count);
        }
        ArrayPool<float>.Shared.Return(rows);
    }

    /// <summary>Some units of some features.</summary>
    private void Deal(
        float[] rows, int length, ImmutableArray<int> units, Span<float> into, int features, int count)
    {
        for (var i = 0; i < units.Length; i++)
        {
            var to = into.Slice(i * features, count);
            var at = (int)(units[i] * UnitStride);
            for (var f = 0; f < count; f++) to[f] = rows[f * length + at];
        }
    }

    private static bool IsRun(ReadOnlySpan<int> indices)
    {
        for (var at = 0; at < indices.Length; at++)
            if (indices[at] != at) return false;
        return true;
    }
}
