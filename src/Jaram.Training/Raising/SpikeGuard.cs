// Notices a step that would do harm before it is made: a loss or gradient that is no number, or far outside what the
// last steps had. What it remembers is part of a checkpoint, or a resumed run would judge otherwise.
// Source: skip-step optimizer, OLMo 2, arXiv:2501.00656, section 3.4; allenai/OLMo-core: six deviations, 128 steps.

using System.Globalization;

namespace Jaram.Training.Raising;

/// <summary>Judges steps by the ones before.</summary>
/// <param name="losses">Losses of the last accepted steps, oldest first.</param>
/// <param name="norms">Their gradient norms.</param>
public sealed class SpikeGuard(IEnumerable<double> losses, IEnumerable<double> norms)
{
    private const int Window = 128, Least = 64;
    private const double Deviations = 6;
    private readonly Queue<double> _losses = new(losses), _norms = new(norms);

    /// <summary>Losses of the last accepted steps, oldest first.</summary>
    public IReadOnlyList<double> Losses => [.. _losses];

    /// <summary>Gradient norms of the last accepted steps, oldest first.</summary>
    public IReadOnlyList<double> Norms => [.. _norms];

    /// <summary>Why a step should not be made; null if it may, and then it is remembered.</summary>
    public string? Objection(double loss, double norm)
    {
        var objection = Objection("loss", loss, _losses) ?? Objection("gradient norm", norm, _norms);
        if (objection is not null) return objection;
        Remember(_losses, loss);
        Remember(_norms, norm);
        return null;
    }

    private static string? Objection(string what, double value, Queue<double> before)
    {
        if (!double.IsFinite(value)) return $"{what} is {value.ToString(CultureInfo.InvariantCulture)}";
        if (before.Count < Least) return null;
        var mean = before.Average();
        var deviation = Math.Sqrt(before.Sum(x => (x - mean) * (x - mean)) / before.Count);
        var bound = mean + Deviations * deviation;
        return value <= bound
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"{what} {value:G4} is above {bound:G4} (mean + 6 deviations)");
    }

    private static void Remember(Queue<double> values, double value)
    {
        values.Enqueue(value);
        if (values.Count > Window) values.Dequeue();
    }
}
