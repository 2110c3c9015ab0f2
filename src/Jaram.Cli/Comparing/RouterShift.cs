// What changed in who is asked: how the probes' tokens spread over the experts before and after, how far each expert's
// row of the router moved, and its bias.
// Source: ours; load as a share of all choices, arXiv:2401.06066, section 3.3.

using System.Runtime.InteropServices;
using Jaram.Checkpoints.Packing;

namespace Jaram.Cli.Comparing;

/// <summary>A router between two versions.</summary>
/// <param name="Layer">Which layer's.</param>
/// <param name="Experts">Each of its experts.</param>
internal sealed record RouterShift(string Layer, IReadOnlyList<ExpertShift> Experts)
{
    private const string Router = ".router.weight", Bias = ".bias";

    /// <summary>Share of all choices that went to another expert than before, in [0, 1]; NaN where it was not
    /// asked.</summary>
    public double Moved => Experts.Sum(expert => Math.Abs(expert.LoadAfter - expert.LoadBefore)) / 2;

    /// <summary>Every router of a model.</summary>
    /// <param name="before">Weights of the first version.</param>
    /// <param name="after">Weights of the second version.</param>
    /// <param name="loads">Choices of each expert on the probes, before and after, router by router in the order of
    /// layers; empty where they were not asked.</param>
    public static IReadOnlyList<RouterShift> Of(HeldTensors before, HeldTensors after,
        IReadOnlyList<(double[] Before, double[] After)> loads)
    {
        var routers = before.Tensors.Select(tensor => tensor.Name)
            .Where(name => name.EndsWith(Router, StringComparison.Ordinal) && after.Tensors.Any(t => t.Name == name))
            .Select(name => (Name: name, Layer: Part.Of(name).Layer))
            .OrderBy(router => router.Layer.Length).ThenBy(router => router.Layer, StringComparer.Ordinal);
        return [.. routers.Select((router, n) => Of(router.Name, router.Layer, before, after,
            n < loads.Count ? loads[n] : ([], [])))];
    }

    private static RouterShift Of(string name, string layer, HeldTensors before, HeldTensors after,
        (double[] Before, double[] After) load)
    {
        var experts = (int)before[name].Shape[0];
        var was = Numbers(before, name);
        var now = Numbers(after, name);
        var bias = name[..^Router.Length] + Bias;
        var hasBias = new[] { before, after }.All(tensors => tensors.Tensors.Any(tensor => tensor.Name == bias));
        var wide = was.Length / experts;
        var shifts = new List<ExpertShift>();
        for (var e = 0; e < experts; e++)
            shifts.Add(new(e, Relative(was.Slice(e * wide, wide), now.Slice(e * wide, wide)),
                hasBias ? Numbers(after, bias)[e] - Numbers(before, bias)[e] : 0,
                Share(load.Before, e), Share(load.After, e)));
        return new(layer, shifts);
    }

    private static ReadOnlySpan<float> Numbers(HeldTensors tensors, string name) =>
        MemoryMarshal.Cast<byte, float>(tensors.Bytes(name));

    private static double Relative(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        var (change, length) = (0.0, 0.0);
        for (var i = 0; i < before.Length; i++)
            (change, length) = (change + Math.Pow((double)after[i] - before[i], 2), length + Math.Pow(before[i], 2));
        return length > 0 ? Math.Sqrt(change / length) : Math.Sqrt(change);
    }

    private static double Share(double[] load, int expert) =>
        expert < load.Length && load.Sum() is > 0 and var all ? load[expert] / all : double.NaN;
}

/// <summary>An expert between two versions.</summary>
/// <param name="Expert">From 0.</param>
/// <param name="Row">‖after − before‖ / ‖before‖ of its row of the router.</param>
/// <param name="Bias">How far the bias of its choice moved.</param>
/// <param name="LoadBefore">Its share of the probes' choices, in [0, 1]; NaN where they were not asked.</param>
/// <param name="LoadAfter">The same after.</param>
internal sealed record ExpertShift(int Expert, double Row, double Bias, double LoadBefore, double LoadAfter);
