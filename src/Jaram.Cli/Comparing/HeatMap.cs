// How much each part of each layer changed, as a table: rows are layers, columns modules. A cell that holds several
// tensors shows the one that changed most. Shades follow the logarithm, from the least change on the map to the most.
// Source: ours.

using Jaram.Training.Recording;

namespace Jaram.Cli.Comparing;

/// <summary>Changes by place.</summary>
internal sealed class HeatMap
{
    /// <summary>The heat of the least change.</summary>
    public const double Coolest = 0.08;

    private readonly Dictionary<Part, double> _cells = [];
    private readonly double _least, _most;

    /// <param name="changes">Of every tensor.</param>
    public HeatMap(IEnumerable<TensorChange> changes)
    {
        foreach (var change in changes.Where(change => !IsBookkeeping(change.Name)))
        {
            var part = Part.Of(change.Name);
            _cells[part] = Math.Max(_cells.GetValueOrDefault(part), change.Relative);
        }
        Layers = [.. _cells.Keys.Select(part => part.Layer).Distinct().OrderBy(RowOrder)];
        var changed = _cells.Values.Where(value => value > 0 && double.IsFinite(value)).ToList();
        (_least, _most) = changed.Count > 0 ? (changed.Min(), changed.Max()) : (1, 1);
    }

    /// <summary>Rows; "" last, for what is no layer's.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>The least and the most that changed, as shares of a tensor's length.</summary>
    public (double Least, double Most) Range => (_least, _most);

    /// <summary>Columns of layers, left to right.</summary>
    public IReadOnlyList<string> Modules => [.. Columns(part => part.Layer != "")];

    /// <summary>What is no layer's.</summary>
    public IReadOnlyList<string> Others => [.. Columns(part => part.Layer == "")];

    /// <summary>The relative change at a place; null where the model has no such part.</summary>
    public double? this[string layer, string module] =>
        _cells.TryGetValue(new(layer, module), out var change) ? change : null;

    /// <summary>How hot: 0 for no change, up to 1 for the most on this map.</summary>
    public double Heat(double change)
    {
        if (!(change > 0)) return 0;
        if (_most <= _least) return 1;
        return Coolest + (1 - Coolest) * Math.Clamp(Math.Log(change / _least) / Math.Log(_most / _least), 0, 1);
    }

    /// <summary>Whether a tensor is what a router counts by: a bias that begins at 0 has no length to compare
    /// with.</summary>
    public static bool IsBookkeeping(string name) =>
        name.EndsWith("channel.inner.load", StringComparison.Ordinal)
        || name.EndsWith("channel.inner.bias", StringComparison.Ordinal);

    private IEnumerable<string> Columns(Func<Part, bool> which) => _cells.Keys.Where(which).Select(part => part.Module)
        .Distinct().OrderBy(Part.Order).ThenBy(module => module, StringComparer.Ordinal);

    private static (int, long, string) RowOrder(string layer) => layer switch
    {
        "" => (2, 0, ""),
        _ when long.TryParse(layer, out var number) => (0, number, ""),
        _ => (1, layer.Length, layer),
    };
}

/// <summary>Colours from cool to hot that are told apart with any eyes, and in grey.</summary>
internal static class HeatColour
{
    /// <summary>Five points of the map "inferno", lightened at the dark end. Source: matplotlib (CC0), van der Walt and
    /// Smith 2015.</summary>
    private static readonly (byte Red, byte Green, byte Blue)[] _points =
        [(31, 17, 74), (106, 23, 110), (187, 55, 84), (249, 142, 9), (252, 255, 164)];

    /// <summary>The colour of a heat in [0, 1].</summary>
    public static (byte Red, byte Green, byte Blue) Of(double heat)
    {
        var at = Math.Clamp(heat, 0, 1) * (_points.Length - 1);
        var (from, share) = ((int)Math.Min(at, _points.Length - 2), at - Math.Min(Math.Floor(at), _points.Length - 2));
        var (a, b) = (_points[from], _points[from + 1]);
        return (Mix(a.Red, b.Red, share), Mix(a.Green, b.Green, share), Mix(a.Blue, b.Blue, share));
    }

    /// <summary>Whether text on it must be light.</summary>
    public static bool IsDark(double heat) => heat < 0.6;

    private static byte Mix(byte a, byte b, double share) => (byte)Math.Round(a + (b - a) * share);
}
