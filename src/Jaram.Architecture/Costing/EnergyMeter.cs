// What a stretch of time costs in energy: the processor's own counter where the system lets it be read, else time times
// an assumed power, and the record says which.
// Source: ours; the counters are EnergyPackage's.

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

    private readonly Dictionary<string, long> _last = [];

    /// <summary>Joules since the last call.</summary>
    /// <param name="seconds">Wall time since then.</param>
    /// <param name="processors">Logical processors at work.</param>
    /// <param name="watts">What one of them is assumed to draw where no counter can be read.</param>
    public Energy Since(double seconds, int processors, double watts = AssumedWatts)
    {
        var joules = 0.0;
        var isRead = false;
        foreach (var package in EnergyPackage.In(folder))
        {
            if (_last.TryGetValue(package.Zone, out var before))
            {
                joules += package.Joules(before, package.Found);
                isRead = true;
            }
            _last[package.Zone] = package.Found;
        }
        return new(isRead ? joules : seconds * processors * watts, isRead);
    }
}
