// A network on a card: what its units make of some inputs. Cards are small, so every layer of one model can be held
// against every layer of another, and against its own.
// Source: ours.

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Responses of units: prepared rows, one matrix for each part of the network.</summary>
/// <param name="Group">The network.</param>
/// <param name="Parts">(units, inputs) each.</param>
/// <param name="Inputs">Columns of each part.</param>
internal sealed record UnitCard(UnitGroup Group, IReadOnlyList<float[]> Parts, int Inputs)
{
    /// <summary>Units on the card.</summary>
    public int Units => Parts[0].Length / Inputs;

    /// <summary>Fills a card.</summary>
    /// <param name="of">Whose network.</param>
    /// <param name="group">Which.</param>
    /// <param name="inputs">(k, d)</param>
    /// <param name="most">Units at most.</param>
    public static UnitCard Of(Anatomy of, UnitGroup group, float[] inputs, int most)
    {
        var (count, parts) = (inputs.Length / group.Width, Responses(of, group, inputs, most));
        foreach (var part in parts) Rows.Prepare(part, count);
        return new(group, parts, count);
    }

    /// <summary>What units make of inputs, as it is.</summary>
    /// <returns>(units, inputs) for each part that reads.</returns>
    internal static IReadOnlyList<float[]> Responses(Anatomy of, UnitGroup group, float[] inputs, int most)
    {
        var (rows, width) = (Sampling.Some(group.Units, most), group.Width);
        var gains = of.Gains(group.Layer, TensorRole.ChannelNorm);
        return [.. group.Reads.Select(view =>
        {
            var weights = view.Read(of.Subject.Tensors, rows, Sampling.All(width));
            if (gains.Length == width) Rows.Scale(weights, gains);
            var responses = new float[rows.Length * (inputs.Length / width)];
            RowProducts.Add(weights, inputs, width, responses);
            return responses;
        })];
    }

    /// <summary>Whether both are of networks with as many units and parts, seen through as many inputs.</summary>
    public bool Fits(UnitCard other) => Group.Units == other.Group.Units && Units == other.Units
        && Inputs == other.Inputs && Parts.Count == other.Parts.Count;

    /// <summary>Scores two cards.</summary>
    /// <param name="other">As many units, inputs and parts.</param>
    /// <param name="shuffles">How many shuffles the score is held against.</param>
    public OrderStatistic Score(UnitCard other, int shuffles)
    {
        var cross = new CrossMatrix(Units, FormattableString.Invariant(
            $"card {Group.Layer} {Group.Expert} {other.Group.Layer} {other.Group.Expert}"));
        foreach (var (mine, theirs) in Parts.Zip(other.Parts)) cross.AddPrepared(mine, theirs, Inputs);
        return cross.ScoreOnce(shuffles);
    }
}
