// Gains of norms stand in files as they are, or less one, as Gemma and its kin keep them: x(1 + g). The scan believes
// no configuration, and names mislead: Gemma's first has those of Llama, its fourth those of its third and plain gains.
// So weights decide. A gain that is 0 or below turns its channel off or over, and training hardly goes there: few such,
// and gains are plain. Many, and that reading counts which leaves the channels of what reads behind the norm more even:
// wrongly read gains near 0 stretch some a hundred times more than others. Where a model with g far above 0 is taken
// for a plain one little is lost, as g and 1 + g have nearly one direction then.
// Source: huggingface/transformers, models/gemma, gemma2, gemma3, gemma4, qwen3_next (plain names, gains less one); the
// rule: ours.

using Jaram.Assay.Provenance.Products;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>Tells how gains are kept.</summary>
internal static class GainConvention
{
    private const double Many = 0.05;
    private const int MostNorms = 8, MostRows = 64;

    /// <summary>Whether 1 is to be added to the gains of a model.</summary>
    public static bool IsLessOne(Anatomy of)
    {
        List<(TensorPlace Place, float[] Gains)> norms = [.. of.Tensors
            .Where(one => one.Place.Role is TensorRole.AttentionNorm or TensorRole.ChannelNorm
                && one.Tensor.Count == of.Width)
            .Select(one => (one.Place, Read(of, UnitView.Rows(one.Tensor), 1)))];
        var (all, low) = (norms.Count * (double)of.Width, norms.Sum(norm => norm.Gains.Count(gain => gain <= 0)));
        if (low == 0 || low < Many * all) return false;
        List<(float[] Lengths, float[] Gains)> readers = [.. Sampling.Some(norms.Count, MostNorms)
            .Select(at => norms[at]).Where(norm => Reader(of, norm.Place) is not null)
            .Select(norm => (Lengths(Read(of, Reader(of, norm.Place)!, MostRows), of.Width), norm.Gains))];
        return readers.Sum(one => Unevenness(one, 1)) < readers.Sum(one => Unevenness(one, 0));
    }

    /// <summary>What reads the stream behind a norm.</summary>
    private static UnitView? Reader(Anatomy of, TensorPlace norm) => norm.Role == TensorRole.ChannelNorm
        ? of.Groups.FirstOrDefault(group => group.Layer == norm.Layer && group.Width == of.Width)?.Reads[0]
        : of.OnStream(Component.Attention).FirstOrDefault(part =>
            part.Place.Layer == norm.Layer && part.Place.Role != TensorRole.Output).View;

    private static float[] Read(Anatomy of, UnitView view, int rows) =>
        view.Read(of.Subject.Tensors, Sampling.Some(view.Units, rows), Sampling.All(view.Features));

    /// <summary>Of each channel, over the rows.</summary>
    private static float[] Lengths(float[] rows, int width)
    {
        var channels = Rows.Turn(rows, width);
        var count = rows.Length / width;
        return [.. Enumerable.Range(0, width).Select(k => MathF.Sqrt(RowProducts.Dot(
            channels.AsSpan(k * count, count), channels.AsSpan(k * count, count))))];
    }

    /// <summary>Deviation of the channels' lengths over their mean; without end where all are 0.</summary>
    private static double Unevenness((float[] Lengths, float[] Gains) one, int added)
    {
        double[] lengths = [.. one.Lengths.Zip(one.Gains, (length, gain) => length * Math.Abs((double)gain + added))];
        var mean = lengths.Average();
        return mean > 0 ? Math.Sqrt(lengths.Average(length => (length - mean) * (length - mean))) / mean
            : double.PositiveInfinity;
    }
}
