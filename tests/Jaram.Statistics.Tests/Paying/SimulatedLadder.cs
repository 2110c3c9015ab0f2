using Jaram.Statistics.Curves;
using Jaram.Statistics.Paying;

namespace Jaram.Statistics.Tests.Paying;

/// <summary>Ladders as runs make them: every seed has noise of its data, which both arms share, and noise of its own; a
/// run that is ahead at one rung is, in part, ahead at the next.</summary>
/// <param name="Seeds">Pairs.</param>
/// <param name="Shared">Deviation of ln L that the arms share.</param>
/// <param name="Own">Deviation of ln L of each arm.</param>
/// <param name="Gain">The compute multiplier that is planted.</param>
internal sealed record SimulatedLadder(int Seeds, double Shared, double Own, double Gain)
{
    public const double Slope = 0.3, Floor = 0.6;
    private const double Lasting = 0.7;
    private static readonly double[] _compute = [1, 2, 4, 8];

    /// <summary>Ladders of some draw.</summary>
    public PairedLadder Draw(Random random)
    {
        var (parent, candidate) = (new List<double[]>(), new List<double[]>());
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (shared, first, second) = (Walk(random), Walk(random), Walk(random));
            parent.Add([.. _compute.Select((c, i) => Loss(c, Shared * shared[i] + Own * first[i]))]);
            candidate.Add([.. _compute.Select((c, i) => Loss(c * Gain, Shared * shared[i] + Own * second[i]))]);
        }
        return new() { ParentCompute = _compute, CandidateCompute = _compute, Parent = parent, Candidate = candidate };
    }

    /// <summary>Deviation of a seed's ln CM at the top rung that the noise amounts to.</summary>
    public double Deviation => Math.Sqrt(2) * Own * Loss(8, 0) / (Loss(8, 0) - Floor) / Slope;

    private static double Loss(double compute, double noise) =>
        new PowerLaw(Floor, 0, Slope).At(compute) * Math.Exp(noise);

    private static double[] Walk(Random random)
    {
        var steps = new double[_compute.Length];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = i == 0 ? Noise.Normal(random)
                : Lasting * steps[i - 1] + Math.Sqrt(1 - Lasting * Lasting) * Noise.Normal(random);
        return steps;
    }
}
