// What a stretch of time costs in energy: the processor's own counter where the system lets it be read, else time times
// an assumed power, and the record says which.
// Source: Linux powercap sysfs interface (RAPL), Documentation/power/powercap/powercap.rst.

using System.Globalization;

namespace Jaram.Architecture.Costing;

/// <summary>Joules, and whether a counter told them.</summary>
/// <param name="Joules">Energy.</param>
/// <param name="IsCounted">Read from a counter; else time times an assumed power.</param>
public readonly record struct Energy(double Joules, bool IsCounted);

/// <summary>Reads joules.</summary>
/// <param name="folder">Where the kernel shows its energy counters: /sys/class/powercap.</param>
public sealed class EnergyMeter(string folder = "/sys/class/powercap")
{
    /// <summary>Watts that a logical processor at work is assumed to draw, with its share of memory and fans: a server
    /// processor of 360 W has 128 of them.</summary>
    public const double AssumedWatts = 5;

    private readonly Dictionary<string, double> _last = [];

    /// <summary>Joules since the last call.</summary>
    /// <param name="seconds">Wall time since then.</param>
    /// <param name="processors">Logical processors at work.</param>
    /// <param name="watts">What one of them is assumed to draw where no counter can be read.</param>
    public Energy Since(double seconds, int processors, double watts = AssumedWatts)
    {
        var joules = 0.0;
        var isRead = false;
        foreach (var (domain, now, range) in Counters())
        {
            if (_last.TryGetValue(domain, out var before))
            {
                joules += (now >= before ? now - before : now + range - before) / 1e6;
                isRead = true;
            }
            _last[domain] = now;
        }
        return new(isRead ? joules : seconds * processors * watts, isRead);
    }

    /// <summary>Packages only: their parts are counted in them.</summary>
    private IEnumerable<(string Domain, double Now, double Range)> Counters()
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var domain in Directory.EnumerateDirectories(folder, "intel-rapl:*").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(domain).Count(c => c == ':') != 1) continue;
            if (Read(Path.Combine(domain, "energy_uj")) is { } now
                && Read(Path.Combine(domain, "max_energy_range_uj")) is { } range)
                yield return (domain, now, range);
        }
    }

    private static double? Read(string path)
    {
        try
        {
            return double.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;                                                // only root may read it on most systems
        }
    }
}
