using System.Globalization;
using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>Comparison of tensors, with words that tell where they part.</summary>
internal static class Close
{
    /// <summary>Fails unless no number is further from its fellow than a bound.</summary>
    public static void Absolutely(Tensor expected, Tensor actual, double bound, string what) =>
        Within(expected, actual, bound, what);

    /// <summary>Fails unless no number is further off than a share of the largest expected one.</summary>
    public static void Relatively(Tensor expected, Tensor actual, double share, string what) =>
        Within(expected, actual, share * Math.Max(Largest(expected), 1e-3), what);

    /// <summary>Fails unless two tensors hold the same numbers, bit for bit.</summary>
    public static void Bitwise(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.contiguous().bytes.SequenceEqual(actual.contiguous().bytes),
            $"{what}: not the same bits; furthest apart by {Largest(expected - actual):g3}");
    }

    public static double Largest(Tensor x) => x.numel() == 0 ? 0 : x.to(float64).abs().max().item<double>();

    private static void Within(Tensor expected, Tensor actual, double bound, string what)
    {
        using var scope = NewDisposeScope();
        Assert.True(expected.shape.SequenceEqual(actual.shape),
            $"{what}: shape ({string.Join(", ", actual.shape)}), expected ({string.Join(", ", expected.shape)})");
        var apart = Largest(expected.to(float64) - actual.to(float64));
        Assert.True(apart <= bound, string.Create(CultureInfo.InvariantCulture,
            $"{what}: {apart:g3} apart, at most {bound:g3} allowed"));
    }
}
