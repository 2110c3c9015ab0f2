// The energy counters of processor packages, as Linux shows those of Intel's and AMD's RAPL. Only differences mean
// something; a counter begins again at 0 after its range.
// Source: Linux powercap sysfs interface, Documentation/power/powercap/powercap.rst.

using System.Globalization;

namespace Jaram.Architecture.Costing;

/// <summary>A counter that can be read.</summary>
public sealed class EnergyPackage
{
    private readonly long _range;

    private EnergyPackage(string zone, long range, long found) => (Zone, _range, Found) = (zone, range, found);

    /// <summary>Its folder.</summary>
    public string Zone { get; }

    /// <summary>What it stood at when it was found, in microjoules.</summary>
    public long Found { get; }

    /// <summary>The counters of packages that can be read now, in order; their parts are counted in them.</summary>
    /// <param name="folder">Where the system shows them: /sys/class/powercap.</param>
    public static IEnumerable<EnergyPackage> In(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        // intel-rapl:0 is a package, intel-rapl:0:0 a part of it
        foreach (var zone in Directory.EnumerateDirectories(folder, "intel-rapl:*").Order(StringComparer.Ordinal))
            if (Path.GetFileName(zone).Count(c => c == ':') == 1
                && Read(zone, "energy_uj") is { } now && Read(zone, "max_energy_range_uj") is { } range)
                yield return new(zone, range, now);
    }

    /// <summary>What it stands at, in microjoules; null if it cannot be read any more.</summary>
    public long? Read() => Read(Zone, "energy_uj");

    /// <summary>Joules between two readings.</summary>
    public double Joules(long before, long now) => (now >= before ? now - before : now + _range - before) / 1e6;

    private static long? Read(string zone, string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(Path.Combine(zone, file)), NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture, out var value) ? value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;                                                // only root may read it on most systems
        }
    }
}
