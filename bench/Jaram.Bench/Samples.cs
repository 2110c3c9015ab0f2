namespace Jaram.Bench;

/// <summary>Raw samples: a line of tab-separated values each, kept in the repository beside the figures drawn from
/// them.</summary>
internal sealed class Samples(string path)
{
    private readonly List<string> _lines = [];

    /// <summary>Adds a line, and shows it.</summary>
    public void Add(params object[] values)
    {
        _lines.Add(string.Join('\t', values));
        Console.Error.WriteLine(_lines[^1]);
        File.WriteAllLines(path, _lines);
    }

    /// <summary>Adds what was found.</summary>
    public void Conclude(string text)
    {
        Add($"# {text}");
        Console.WriteLine(text);
    }
}
