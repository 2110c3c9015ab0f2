using System.Text;

namespace Jaram.Tokenizers;

/// <summary>The distinct pieces of the training text as rows of tokens that grow together.</summary>
internal sealed class Words
{
    private readonly int[] _tokens;
    private readonly (int Start, int Length, long Count)[] _words;

    // Of the pair being joined: its neighbours by id. Counted here first, for most joins have the same few neighbours.
    private readonly Neighbours _before, _after;

    /// <param name="pieces">Each piece with the number of its occurrences.</param>
    /// <param name="vocabulary">Ids stay below this.</param>
    public Words(Dictionary<string, long> pieces, int vocabulary)
    {
        _tokens = new int[pieces.Keys.Sum(Encoding.UTF8.GetByteCount)];
        _words = new (int, int, long)[pieces.Count];
        (_before, _after) = (new(vocabulary), new(vocabulary));
        var start = 0;
        foreach (var (word, (piece, count)) in pieces.Index())
        {
            var bytes = Encoding.UTF8.GetBytes(piece);
            for (var i = 0; i < bytes.Length; i++) _tokens[start + i] = Vocabulary.FirstByte + bytes[i];
            _words[word] = (start, bytes.Length, count);
            start += bytes.Length;
        }
    }

    /// <summary>Counts the pairs of all words while they are still bytes.</summary>
    public void CountPairs(PairCounts pairs)
    {
        var tallies = new PairTally?[Vocabulary.FirstMerge, Vocabulary.FirstMerge];
        for (var word = 0; word < _words.Length; word++)
        {
            var (start, length, count) = _words[word];
            for (var i = start; i + 1 < start + length; i++)
                (tallies[_tokens[i], _tokens[i + 1]] ??= new()).Add(word, count);
        }
        for (var left = 0; left < Vocabulary.FirstMerge; left++)
            for (var right = 0; right < Vocabulary.FirstMerge; right++)
                if (tallies[left, right] is { } tally) pairs.Add(left, right, tally);
    }

    /// <summary>Joins a pair wherever it stands in the words given, from left to right, and keeps the counts of the
    /// pairs around it true.</summary>
    public void Join(int left, int right, int made, List<int> places, PairCounts pairs)
    {
        foreach (var word in places) Join(left, right, made, word);

        foreach (var (neighbour, tally) in _before.Found)
            if (neighbour != made) pairs.Remove(neighbour, left, tally.Count);
        foreach (var (neighbour, tally) in _after.Found) pairs.Remove(right, neighbour, tally.Count);
        foreach (var (neighbour, tally) in _before.Found) pairs.Add(neighbour, made, tally);
        foreach (var (neighbour, tally) in _after.Found) pairs.Add(made, neighbour, tally);

        // In "abab" the pair (ab, a) came with the first join and goes with the second.
        foreach (var (neighbour, tally) in _before.Found)
            if (neighbour == made) pairs.Remove(made, left, tally.Count);
        _before.Clear();
        _after.Clear();
    }

    private void Join(int left, int right, int made, int word)
    {
        var (start, length, count) = _words[word];
        var tokens = _tokens.AsSpan(start, length);
        var kept = 0;
        for (var at = 0; at < length; kept++)
        {
            if (at + 1 == length || tokens[at] != left || tokens[at + 1] != right)
            {
                tokens[kept] = tokens[at++];
                continue;
            }
            if (kept > 0) _before.Add(tokens[kept - 1], word, count);
            if (at + 2 < length) _after.Add(tokens[at + 2], word, count);
            tokens[kept] = made;
            at += 2;
        }
        _words[word].Length = kept;
    }
}
