namespace Jaram.Tokenizers;

/// <summary>How often a pair occurs in the text, and the words it was found in.</summary>
internal sealed class PairTally
{
    /// <summary>Occurrences in the whole text.</summary>
    public long Count { get; set; }

    /// <summary>Words that held the pair when they were last looked at, rising.</summary>
    public List<int> Words { get; } = [];

    /// <summary>Adds one occurrence in a word, which stands for as many in the text as the word has.</summary>
    public void Add(int word, long count)
    {
        Count += count;
        if (Words is not [.., var last] || last != word) Words.Add(word);
    }
}

/// <summary>Tallies of one token's pairs by the id of the other token.</summary>
internal sealed class Neighbours(int ids)
{
    private readonly PairTally?[] _tallies = new PairTally?[ids];
    private readonly List<int> _ids = [];

    /// <summary>The neighbours met since the last <see cref="Clear"/>.</summary>
    public IEnumerable<(int Id, PairTally Tally)> Found => _ids.Select(id => (id, _tallies[id]!));

    /// <summary>Adds one meeting.</summary>
    public void Add(int id, int word, long count)
    {
        ref var tally = ref _tallies[id];
        if (tally is null)
        {
            tally = new();
            _ids.Add(id);
        }
        tally.Add(word, count);
    }

    /// <summary>Forgets all neighbours.</summary>
    public void Clear()
    {
        foreach (var id in _ids) _tallies[id] = null;
        _ids.Clear();
    }
}
