// A history as lanes, newest first: each lane waits for the version that it leads to; a version with two parents opens
// a lane, and lanes that wait for the same version close into one.
// Source: ours, after git log --graph.

using System.Text;

namespace Jaram.Cli.History;

/// <summary>Draws the left margin of a log.</summary>
internal sealed class Lanes
{
    private const string Mark = "*";
    private readonly List<long?> _waiting = [];

    /// <summary>A version's lines: connectors above it, its own, connectors below it.</summary>
    /// <param name="Above">Where lanes close into it; empty if none do.</param>
    /// <param name="Own">Beside the version.</param>
    /// <param name="Below">Where a lane opens from it; empty if none does.</param>
    public sealed record Row(string Above, string Own, string Below);

    /// <summary>What stands beside a line that is no version.</summary>
    public string Between => Text(lane => _waiting[lane] is null ? " " : "│");

    /// <summary>The next version, going back.</summary>
    /// <param name="version">Its place.</param>
    /// <param name="parents">Their places, all lower; the first one goes on in its lane.</param>
    public Row Next(long version, IReadOnlyList<long> parents)
    {
        var own = _waiting.IndexOf(version);
        var closing = Enumerable.Range(0, _waiting.Count)
            .Where(lane => lane > own && _waiting[lane] == version).ToList();
        var above = own >= 0 && closing.Count > 0 ? Connector(own, closing, '╯', '┴') : "";
        foreach (var lane in closing) _waiting[lane] = null;
        if (own < 0) own = Free(0);
        _waiting[own] = version;
        var line = Text(lane => lane == own ? Mark : _waiting[lane] is null ? " " : "│");
        _waiting[own] = parents is [var first, ..] ? first : null;
        List<int> opening = [];
        foreach (var parent in parents.Skip(1).Where(parent => parent != parents[0]))
        {
            var lane = Free(own + 1);
            _waiting[lane] = parent;
            opening.Add(lane);
        }
        var below = opening.Count > 0 ? Connector(own, opening, '╮', '┬') : "";
        while (_waiting is [.., null]) _waiting.RemoveAt(_waiting.Count - 1);
        return new(above, line, below);
    }

    private int Free(int from)
    {
        for (var lane = from; lane < _waiting.Count; lane++)
            if (_waiting[lane] is null) return lane;
        _waiting.Add(null);
        return _waiting.Count - 1;
    }

    /// <summary>From one lane to others on its right, over those in between.</summary>
    private string Connector(int own, List<int> others, char last, char middle)
    {
        var line = new StringBuilder();
        for (var lane = 0; lane < _waiting.Count; lane++)
        {
            var isUnder = lane > own && lane < others[^1];
            line.Append(lane == own ? '├' : lane == others[^1] ? last : others.Contains(lane) ? middle
                : _waiting[lane] is null ? (isUnder ? '─' : ' ') : isUnder ? '┼' : '│');
            line.Append(lane >= own && lane < others[^1] ? '─' : ' ');
        }
        return line.ToString().TrimEnd();
    }

    private string Text(Func<int, string> mark) =>
        string.Join(' ', Enumerable.Range(0, _waiting.Count).Select(mark)).TrimEnd();
}
