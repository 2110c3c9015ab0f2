namespace Jaram.Inference.Generating;

/// <summary>Looks for texts that end an answer, wherever tokens begin and end. What may yet become such a text is held
/// back. For one text.</summary>
/// <param name="stops">The texts, none empty.</param>
public sealed class StopFinder(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>Whether one was found: nothing more comes.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Takes more text and gives what is certain.</summary>
    public string Push(string text)
    {
        if (stops.Count == 0) return text;
        if (IsFound) return "";
        var all = _held + text;
        // the one that is complete first, and of these the longest: so it does not matter how the text is cut
        var (_, at) = stops.Select(stop => (Stop: stop, At: all.IndexOf(stop, StringComparison.Ordinal)))
            .Where(found => found.At >= 0).Select(found => (found.At + found.Stop.Length, found.At))
            .DefaultIfEmpty((0, -1)).Min();
        IsFound = at >= 0;
        var certain = IsFound ? at : all.Length - Doubtful(all);
        _held = IsFound ? "" : all[certain..];
        return all[..certain];
    }

    /// <summary>Gives what was held back, as no more text comes.</summary>
    public string End()
    {
        var rest = _held;
        _held = "";
        return rest;
    }

    /// <summary>Characters at the end of a text that a stop begins with.</summary>
    private int Doubtful(string text)
    {
        var most = Math.Min(text.Length, stops.Max(stop => stop.Length) - 1);
        for (var length = most; length > 0; length--)
            if (stops.Any(stop => stop.Length > length
                && stop.AsSpan(0, length).SequenceEqual(text.AsSpan(text.Length - length)))) return length;
        return 0;
    }
}
