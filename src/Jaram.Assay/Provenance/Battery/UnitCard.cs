// A network on a card: what its units make of some inputs. Cards are small, so every layer of one model can be held
// against every layer of another, and against its own.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Responses of units: prepared rows, one matrix for each part of the network.</summary>
/// <param name="Place">The network.</param>
/// <param name="NetworkUnits">Units of the network; a card has some of them.</param>
/// <param name="Parts">(units, inputs) each, prepared.</param>
/// <param name="Inputs">Columns of each part.</param>
internal sealed record UnitCard(NetworkPlace Place, int NetworkUnits, IReadOnlyList<float[]> Parts, int Inputs)
{
    /// <summary>Units whose weights are in memory at once.</summary>
    internal const int AtOnce = 512;

    /// <summary>Units on the card.</summary>
    public int Units => Parts[0].Length / Inputs;

    /// <summary>Fills a card.</summary>
    /// <param name="of">Whose network.</param>
    /// <param name="group">Which.</param>
    /// <param name="inputs">(k, d)</param>
    /// <param name="most">Units at most.</param>
    public static UnitCard Of(Anatomy of, UnitGroup group, float[] inputs, int most) =>
        Prepared(NetworkPlace.Of(group), group.Units, Responses(of, group, inputs, most), inputs.Length / group.Width);

    /// <summary>A card of responses as they are; they are prepared in place.</summary>
    public static UnitCard Prepared(NetworkPlace place, int units, IReadOnlyList<float[]> parts, int inputs)
    {
        foreach (var part in parts) Rows.Prepare(part, inputs);
        return new(place, units, parts, inputs);
    }

    /// <summary>What units make of inputs, as it is.</summary>
    /// <returns>(units, inputs) for each part that reads.</returns>
    internal static IReadOnlyList<float[]> Responses(Anatomy of, UnitGroup group, float[] inputs, int most)
    {
        var rows = Sampling.Some(group.Units, most);
        var gains = of.Gains(group.Layer, TensorRole.ChannelNorm);
        return [.. group.Reads.Select(view => Responses(of, view, rows, gains, inputs))];
    }

    /// <summary>Whether both are of networks with as many units and parts, seen through as many inputs.</summary>
    public bool Fits(UnitCard other) => NetworkUnits == other.NetworkUnits && Units == other.Units
        && Inputs == other.Inputs && Parts.Count == other.Parts.Count;

    /// <summary>Scores two cards.</summary>
    /// <param name="other">As many units, inputs and parts.</param>
    /// <param name="shuffles">How many shuffles the score is held against.</param>
    public OrderStatistic Score(UnitCard other, int shuffles)
    {
        using var cross = new CrossMatrix(Units, FormattableString.Invariant(
            $"card {Place.Layer} {Place.Expert} {other.Place.Layer} {other.Place.Expert}"));
        foreach (var (mine, theirs) in Parts.Zip(other.Parts)) cross.AddPrepared(mine, theirs, Inputs);
        return cross.ScoreOnce(shuffles);
    }

    /// <summary>What some units of one part make of inputs.</summary>
    /// <param name="of">Whose.</param>
    /// <param name="view">What reads, or what is written as the embedding sees it.</param>
    /// <param name="rows">Which units.</param>
    /// <param name="gains">Of the norm before it; none for 1.</param>
    /// <param name="inputs">(k, d)</param>
    /// <returns>(units, k)</returns>
    internal static float[] Responses(
        Anatomy of, UnitView view, ImmutableArray<int> rows, float[] gains, float[] inputs)
    {
        var responses = new float[rows.Length * (inputs.Length / view.Features)];
        AddResponses(of, view, rows, gains, (inputs, responses));
        return responses;
    }

    /// <summary>Adds them to what is there.</summary>
    internal static void AddResponses(Anatomy of, UnitView view, ImmutableArray<int> rows, float[] gains,
        (ReadOnlyMemory<float> Inputs, Memory<float> To) between)
    {
        var (width, count) = (view.Features, between.Inputs.Length / view.Features);
        using var weights = new Pooled<float>(Math.Min(AtOnce, rows.Length) * width);
        for (var from = 0; from < rows.Length; from += AtOnce)
        {
            var some = rows.Slice(from, Math.Min(AtOnce, rows.Length - from));
            var numbers = weights.Memory[..(some.Length * width)];
            view.Read(of.Subject.Tensors, some, Sampling.All(width), numbers);
            if (gains.Length == width) Rows.Scale(numbers.Span, gains);
            RowProducts.Add(numbers, between.Inputs, width, between.To.Slice(from * count, some.Length * count));
        }
    }
}
