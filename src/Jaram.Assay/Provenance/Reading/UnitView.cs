// A matrix of units by features, wherever its numbers lie: rows of a tensor, its columns, one half of a fused tensor,
// one expert of a stack. What lies end to end is read end to end; the rest is gathered from it.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Products;
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
    /// <summary>Features that are read before they are dealt to units, and rows before their features are.</summary>
    private const int AtOnce = 16;

    /// <summary>Pieces here and there that are worth several threads, and how many of these.</summary>
    private const int Many = 16, Threads = 4;

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
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Memory<float> into)
    {
        if (FeatureStride == 1) ReadUnits(source, units, features, into);
        else ReadFeatures(source, units, features, into);
        if (!Products.Rows.AreFinite(into.Span)) RefuseNone(into.Span, units, features.Length);
    }

    private void RefuseNone(ReadOnlySpan<float> numbers, ImmutableArray<int> units, int features)
    {
        var at = 0;
        while (float.IsFinite(numbers[at])) at++;
        throw new CheckpointException(FormattableString.Invariant(
            $"tensor {Tensor} holds {numbers[at]} in row {units[at / features]}: weights are finite numbers; get ")
            + "the model again");
    }

    /// <summary>Rows that lie end to end are read as one; many that do not, by several threads, as a disk is fast when
    /// it has several orders.</summary>
    private void ReadUnits(
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Memory<float> into)
    {
        var isWhole = features.Length == Features && IsRun(features.AsSpan());
        List<Range> runs = [.. Runs(units, UnitStride != Features ? 1 : isWhole ? int.MaxValue : AtOnce)];
        var threads = runs.Count < Many ? 1 : Threads;
        var parts = Enumerable.Range(0, threads).Select(part =>
            runs[(part * runs.Count / threads)..((part + 1) * runs.Count / threads)]).ToList();
        var beside = parts.Skip(1).Select(part => Task.Run(() => Read(part))).ToList();
        try
        {
            Read(parts[0]);
        }
        finally
        {
            foreach (var task in beside) Task.WaitAny(task);            // before the room is given away
        }
        foreach (var task in beside) task.GetAwaiter().GetResult();

        void Read(List<Range> some)
        {
            var longest = some.Select(run => run.End.Value - run.Start.Value).DefaultIfEmpty(0).Max();
            using var room = new Pooled<float>(isWhole ? 0 : longest * Features);
            foreach (var run in some)
            {
                var (i, count) = run.GetOffsetAndLength(units.Length);
                var to = into.Span.Slice(i * features.Length, count * features.Length);
                var read = isWhole ? to : room.Span[..(count * Features)];
                source.Read(Tensor, Start + units[i] * UnitStride, read);
                for (var r = 0; !isWhole && r < count; r++)
                    for (var f = 0; f < features.Length; f++)
                        to[r * features.Length + f] = read[r * Features + features[f]];
            }
        }
    }

    /// <summary>Places of units that can be read as one, so many at most.</summary>
    private static IEnumerable<Range> Runs(ImmutableArray<int> units, int most)
    {
        for (int i = 0, end; i < units.Length; i = end)
        {
            for (end = i + 1; end - i < most && end < units.Length && units[end] == units[end - 1] + 1;) end++;
            yield return i..end;
        }
    }

    /// <summary>Several features are read before they are dealt to the units, so that what is written lies together.
    /// </summary>
    private void ReadFeatures(
        ITensorSource source, ImmutableArray<int> units, ImmutableArray<int> features, Memory<float> into)
    {
        var length = checked((int)((Units - 1) * UnitStride + 1));
        var isWhole = units.Length == length && IsRun(units.AsSpan());
        using var room = new Pooled<float>(Math.Min(AtOnce, features.Length) * length);
        var rows = room.Span;
        for (var from = 0; from < features.Length; from += AtOnce)
        {
            var count = Math.Min(AtOnce, features.Length - from);
            if (FeatureStride == length && features[from + count - 1] == features[from] + count - 1)
                source.Read(Tensor, Start + features[from] * FeatureStride, rows[..(count * length)]);
            else for (var f = 0; f < count; f++)
                source.Read(Tensor, Start + features[from + f] * FeatureStride, rows.Slice(f * length, length));
            if (isWhole) Products.Rows.Turn(rows, (count, length, length), into.Span[from..], features.Length);
            else Deal(rows, length, units, into.Span[from..], features.Length, count);
        }
    }

    /// <summary>Some units of some features.</summary>
    private void Deal(
        Span<float> rows, int length, ImmutableArray<int> units, Span<float> into, int features, int count)
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
