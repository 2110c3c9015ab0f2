using Jaram.Architecture.Blocks;
using Jaram.Inference.Kernels;

namespace Jaram.Inference.Steps;

/// <summary>Chooses a token's experts. For one thread.</summary>
/// <param name="c">How many experts, and how they are chosen.</param>
internal sealed unsafe class Router(MixtureDesign c)
{
    private readonly float[] _scores = new float[c.Experts], _groups = new float[Math.Max(c.Groups, 1)];

    /// <summary>Chooses.</summary>
    /// <param name="affinity">E scores of the router; they become probabilities</param>
    /// <param name="bias">E numbers added for the choice only</param>
    /// <param name="chosen">k experts to be filled, ascending</param>
    /// <param name="weights">k weights to be filled</param>
    public void Choose(float* affinity, float* bias, int* chosen, float* weights)
    {
        Normalise(affinity);
        for (var e = 0; e < c.Experts; e++) _scores[e] = affinity[e] + bias[e];
        if (c.Groups > 1 && c.ActiveGroups < c.Groups) CloseGroups();
        for (var k = 0; k < c.Active; k++) Insert(chosen, k, Take(_scores));

        var sum = 0f;
        for (var k = 0; k < c.Active; k++) sum += weights[k] = affinity[chosen[k]];
        var factor = (float)c.Scale / (c.NormalizeWeights ? sum + 1e-20f : 1);
        for (var k = 0; k < c.Active; k++) weights[k] *= factor;
    }

    private void Normalise(float* affinity)
    {
        if (c.Routing == Routing.Sigmoid)
        {
            for (var e = 0; e < c.Experts; e++) affinity[e] = SigmoidTimes.Of(affinity[e], 1);
            return;
        }
        var (most, sum) = (Lanes.Max(affinity, c.Experts), 0f);
        for (var e = 0; e < c.Experts; e++) sum += affinity[e] = Exponential.Of(affinity[e] - most);
        for (var e = 0; e < c.Experts; e++) affinity[e] /= sum;
    }

    /// <summary>Leaves only the groups whose best expert, or best two, score highest.</summary>
    private void CloseGroups()
    {
        var size = c.Experts / c.Groups;
        for (var g = 0; g < c.Groups; g++)
        {
            var (best, second) = (float.NegativeInfinity, float.NegativeInfinity);
            foreach (var score in _scores.AsSpan(g * size, size))
                if (score > best) (best, second) = (score, best);
                else if (score > second) second = score;
            _groups[g] = size > 1 && c.GroupScore == GroupScore.BestTwo ? best + second : best;
        }
        for (var open = 0; open < c.ActiveGroups; open++) Take(_groups);        // what was taken is -∞
        for (var g = 0; g < c.Groups; g++)
            if (!float.IsNegativeInfinity(_groups[g]))
                _scores.AsSpan(g * size, size).Fill(float.NegativeInfinity);
    }

    /// <summary>Inserts a number among n that are ordered.</summary>
    private static void Insert(int* ordered, int n, int number)
    {
        for (; n > 0 && ordered[n - 1] > number; n--) ordered[n] = ordered[n - 1];
        ordered[n] = number;
    }

    /// <summary>The highest, the first of equals; it is not found again.</summary>
    private static int Take(Span<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        scores[best] = float.NegativeInfinity;
        return best;
    }
}
