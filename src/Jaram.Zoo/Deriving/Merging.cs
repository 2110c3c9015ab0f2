// Several models' weights in one.
// Source: weighted sums arXiv:2203.05482; task arithmetic arXiv:2212.04089; SLERP: Shoemake, SIGGRAPH 1985, tensor by
// tensor as in mergekit.

using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Deriving;

/// <summary>Merges models of one design.</summary>
internal static class Merging
{
    private const double Parallel = 1e-6;

    /// <summary>Merges.</summary>
    public static Body Of(IReadOnlyList<Body> parents, Making.Merged how) => parents[0].With((name, first) =>
    {
        var shares = how.Way == MergeWay.Line ? how.Shares : OnCircle(first, parents[1][name], how.Shares[1]);
        return first.Map((i, k, w) => shares[0] * w
            + Enumerable.Range(1, parents.Count - 1)
                .Sum(at => shares[at] * parents[at][name].Numbers[i * first.Columns + k]));
    });

    /// <summary>sin((1 − t)Ω)/sin Ω and sin(tΩ)/sin Ω, Ω the angle between the two.</summary>
    /// <param name="one">One tensor.</param>
    /// <param name="other">The other.</param>
    /// <param name="t">How far to go to it.</param>
    private static double[] OnCircle(Matrix one, Matrix other, double t)
    {
        var (product, a, b) = (0.0, 0.0, 0.0);
        for (var at = 0; at < one.Numbers.Length; at++)
        {
            double x = one.Numbers[at], y = other.Numbers[at];
            (product, a, b) = (product + x * y, a + x * x, b + y * y);
        }
        if (a == 0 || b == 0) return [1 - t, t];
        var angle = Math.Acos(Math.Clamp(product / Math.Sqrt(a * b), -1, 1));
        return Math.Sin(angle) < Parallel ? [1 - t, t]
            : [Math.Sin((1 - t) * angle) / Math.Sin(angle), Math.Sin(t * angle) / Math.Sin(angle)];
    }
}
