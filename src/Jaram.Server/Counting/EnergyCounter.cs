using Jaram.Architecture.Costing;

namespace Jaram.Server.Counting;

/// <summary>Joules that the processor packages took, added up. Safe for many threads.</summary>
/// <param name="folder">Where the system shows its counters.</param>
internal sealed class EnergyCounter(string folder)
{
    private readonly Lock _lock = new();
    private readonly (EnergyPackage Package, long Last)[] _packages =
        [.. EnergyPackage.In(folder).Select(package => (package, package.Found))];
    private double _joules;

    /// <summary>Whether there is a counter that can be read.</summary>
    public bool IsThere => _packages.Length > 0;

    /// <summary>Joules since this counter was made.</summary>
    public double Joules()
    {
        lock (_lock)
        {
            foreach (ref var known in _packages.AsSpan())
            {
                if (known.Package.Read() is not { } now) continue;
                _joules += known.Package.Joules(known.Last, now);
                known.Last = now;
            }
            return _joules;
        }
    }
}
