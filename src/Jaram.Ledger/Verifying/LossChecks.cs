// Loss against a few held-out rows over a model's life: mixing in other weights crosses a barrier and shows as a jump.
// Source: gate G3 (c) of a proof of training; loss barriers arXiv:1912.05671, section 2.

using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>The standing probes.</summary>
internal static class LossChecks
{
    /// <summary>A rise counts beyond so many deviations of all changes, and beyond so many nats.</summary>
    private const double Deviations = 12, Nats = 0.5, ToDeviation = 1.4826;

    /// <summary>Makes the check.</summary>
    public static void Make(Examination look) => look.Make(CheckKind.Loss, FlawKind.Misrecorded, () =>
    {
        var versions = look.History.Versions;
        var probes = versions.Count > 0 ? versions[0].Version.Probes.Count : 0;
        if (versions.FirstOrDefault(made => made.Version.Probes.Count != probes) is { } odd)
            look.Object(FlawKind.Misrecorded, Examination.Place(odd),
                $"it has {odd.Version.Probes.Count} probes, the first version {probes}: they are the same for life; "
                + $"ask its makers");
        if (probes == 0) return Examination.Say($"0 probes of {versions.Count} versions");
        List<(GrowthEntry.Made Made, double Rise)> changes = [];
        foreach (var made in versions.Where(made => made.Version.Cause == Cause.Raised))
            if (made.Version.Parents is [var name, ..] && look.History.FindBefore(name, made.Index) is { } parent)
                changes.Add((made, made.Version.Probes.Average() - parent.Version.Probes.Average()));
        var band = Math.Max(Nats, Deviations * ToDeviation * Median(changes.Select(c => Math.Abs(c.Rise))));
        foreach (var (made, rise) in changes.Where(c => !(c.Rise <= band)))
            look.Object(FlawKind.LossJump, Examination.Place(made),
                $"the probes' loss rose by {rise:F3} nats at once, {band:F3} is the most that this run's changes "
                + $"allow: as when weights are mixed in; replay this segment");
        return Examination.Say($"{probes} probes of {versions.Count} versions, greatest rise "
            + $"{(changes.Count > 0 ? changes.Max(c => c.Rise) : 0):F3} nats of {band:F3} allowed");
    });

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
