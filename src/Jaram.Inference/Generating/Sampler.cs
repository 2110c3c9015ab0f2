// Chooses a token from scores: bias and penalties, temperature, min-p, top-k, top-p, then one draw. A draw goes by seed
// and number alone, so the same seed gives the same text, alone or in company, with drafts or without.
// Source: nucleus sampling arXiv:1904.09751, section 3.1; min-p arXiv:2407.01082, section 3; the mixing of seed and
// number is SplitMix64's (Steele, Lea, Flood, OOPSLA 2014).

using System.Runtime.Intrinsics;
using Jaram.Inference.Kernels;

namespace Jaram.Inference.Generating;

/// <summary>Draws the tokens of one text. For one thread; nothing is allocated for a draw.</summary>
/// <param name="options">What is considered.</param>
/// <param name="vocabulary">Tokens that there are.</param>
public sealed class Sampler(SamplingOptions options, int vocabulary)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>More than this times a difference of scores is nothing but the highest.</summary>
    private const double Coldest = 1e30;

    private readonly int[] _written = new int[vocabulary];              // -1: in the prompt only
    private readonly KeyValuePair<int, float>[] _biases = [.. options.Bias];
    private readonly List<int> _seen = [];
    private readonly ulong[] _ranked = new ulong[vocabulary];

    /// <summary>Tells of a token that stands in the text: penalties look at it.</summary>
    /// <param name="token">Which.</param>
    /// <param name="isWritten">Whether the model wrote it; else it was in the prompt.</param>
    public void Note(int token, Origin isWritten)
    {
        if (_written[token] == 0) _seen.Add(token);
        if (isWritten == Origin.Written) _written[token] = Math.Max(_written[token], 0) + 1;
        else if (_written[token] == 0) _written[token] = -1;
    }

    /// <summary>Where a token comes from.</summary>
    public enum Origin
    {
        /// <summary>It was given.</summary>
        Prompt,

        /// <summary>The model wrote it.</summary>
        Written,
    }

    /// <summary>The next token.</summary>
    /// <param name="scores">One a token of the vocabulary; they are changed.</param>
    /// <param name="number">How many tokens were drawn before.</param>
    public int Draw(Span<float> scores, int number)
    {
        Penalise(scores);
        var best = Highest(scores);
        if (options.Temperature == 0) return best;
        var total = Softmax.Apply(scores, scores[best], (float)Math.Min(1 / options.Temperature, Coldest));
        var unit = Unit(number);
        return (options.TopK, options.TopP, options.MinP) is (0, 1, 0)
            ? Pick(scores, unit * total, best)
            : PickRanked(scores, total, unit);
    }

    private void Penalise(Span<float> scores)
    {
        foreach (var (token, bias) in _biases)
            if ((uint)token < (uint)scores.Length) scores[token] += bias;
        if ((options.RepetitionPenalty, options.FrequencyPenalty, options.PresencePenalty) is (1, 0, 0)) return;
        foreach (var token in _seen)
        {
            ref var score = ref scores[token];
            score = (float)(score > 0 ? score / options.RepetitionPenalty : score * options.RepetitionPenalty);
            if (_written[token] > 0)
                score -= (float)(options.FrequencyPenalty * _written[token] + options.PresencePenalty);
        }
    }

    /// <summary>A draw among all, in the order of ids.</summary>
    private static unsafe int Pick(ReadOnlySpan<float> weights, double mark, int otherwise)
    {
        var id = 0;
        fixed (float* start = weights)
            for (; id + Lanes.Count <= weights.Length; id += Lanes.Count)
            {
                var sum = Lanes.Sum(Vector512.Load(start + id));
                if (mark < sum) break;
                mark -= sum;
            }
        for (; id < weights.Length; id++)
            if ((mark -= weights[id]) < 0) return id;
        return otherwise;                                               // only rounding leads here
    }

    /// <summary>A draw among the highest, which are ranked first; of equals the lower id comes first.</summary>
    private int PickRanked(ReadOnlySpan<float> weights, double total, double unit)
    {
        // all weights below the bound together are less than what top-p leaves out
        var bound = Math.Max(options.MinP, (1 - options.TopP) * total / weights.Length);
        var count = 0;
        for (var id = 0; id < weights.Length; id++)
            if (weights[id] >= bound && weights[id] > 0)
                _ranked[count++] = (ulong)~BitConverter.SingleToUInt32Bits(weights[id]) << 32 | (uint)id;
        var ranked = _ranked.AsSpan(0, count);
        ranked.Sort();
        if (options.TopK > 0 && options.TopK < count) ranked = ranked[..options.TopK];

        var (kept, wanted) = (0.0, options.TopP * (options.TopK > 0 ? Sum(ranked, weights) : total));
        var last = 0;
        while (last < ranked.Length && (kept += weights[(int)(uint)ranked[last]]) < wanted) last++;
        ranked = ranked[..Math.Min(last + 1, ranked.Length)];
        var mark = unit * Sum(ranked, weights);
        foreach (var entry in ranked)
            if ((mark -= weights[(int)(uint)entry]) < 0) return (int)(uint)entry;
        return (int)(uint)ranked[^1];
    }

    private static double Sum(ReadOnlySpan<ulong> ranked, ReadOnlySpan<float> weights)
    {
        var sum = 0.0;
        foreach (var entry in ranked) sum += weights[(int)(uint)entry];
        return sum;
    }

    /// <summary>The highest score's token, the first of equals.</summary>
    private static unsafe int Highest(ReadOnlySpan<float> scores)
    {
        fixed (float* start = scores) return Lanes.IndexOfMax(start, scores.Length);
    }

    /// <summary>A number in [0, 1).</summary>
    private double Unit(int number)
    {
        var z = options.Seed * Golden + ((ulong)number + 1) * 0xD1B54A32D192ED03;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
