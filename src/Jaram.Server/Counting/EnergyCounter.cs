// Joules that the processor packages took, by the counters of Intel's and AMD's RAPL as Linux shows them. Only their
// differences mean something; they begin again at 0 after max_energy_range_uj.
// Source: Linux Documentation/power/powercap/powercap.rst.

using System.Globalization;

namespace Jaram.Server.Counting;

/// <summary>Reads the energy counters of the processor packages. Safe for many threads.</summary>
internal sealed class EnergyCounter
{
    private readonly Lock _lock = new();
    private readonly List<Package> _packages = [];
    private double _joules;

    /// <summary>Finds the counters that can be read; perhaps none.</summary>
    /// <param name="folder">Where the system shows them.</param>
    public EnergyCounter(string folder)
    {
        if (!Directory.Exists(folder)) return;
        // intel-rapl:0 is a package, intel-rapl:0:0 a part of it
        foreach (var zone in Directory.EnumerateDirectories(folder, "intel-rapl:*").Order(StringComparer.Ordinal))
            if (Path.GetFileName(zone).Count(c => c == ':') == 1
                && Read(zone, "energy_uj") is { } now && Read(zone, "max_energy_range_uj") is { } range)
                _packages.Add(new(zone, range, now));
    }

    /// <summary>Whether there is one.</summary>
    public bool IsThere => _packages.Count > 0;

    /// <summary>Joules since this counter was made.</summary>
    public double Joules()
    {
        lock (_lock)
        {
            foreach (var package in _packages)
            {
                if (Read(package.Zone, "energy_uj") is not { } now) continue;
                _joules += (now >= package.Last ? now - package.Last : now + package.Range - package.Last) / 1e6;
                package.Last = now;
            }
            return _joules;
        }
    }

    private static long? Read(string zone, string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(Path.Combine(zone, file)), NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture, out var value) ? value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;                                                // often only root may read it
        }
    }

    private sealed class Package(string zone, long range, long now)
    {
        public string Zone => zone;

        public long Range => range;

        public long Last { get; set; } = now;
    }
}
