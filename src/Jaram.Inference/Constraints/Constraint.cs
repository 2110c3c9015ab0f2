namespace Jaram.Inference.Constraints;

/// <summary>Holds a model that writes in the tokens of one vocabulary to one schema. Every document that it lets end is
/// valid, and whatever it lets begin can be ended by further tokens. Safe for many threads; keep one for each schema
/// and vocabulary.</summary>
/// <param name="schema">The schema.</param>
/// <param name="vocabulary">The tokens.</param>
public sealed class Constraint(Schema schema, TokenVocabulary vocabulary)
{
    private const int MostMasks = 256;

    private readonly Lock _one = new();
    private readonly Machine _machine = new(schema.Program);
    private readonly Dictionary<(ThreadSet, Frame), ulong[]> _masks = [];
    private MaskBuilder? _builder;

    /// <summary>Before the first token.</summary>
    public Position Start
    {
        get
        {
            lock (_one) return _machine.Start;
        }
    }

    /// <summary>True if the document is whole: the end tokens are then allowed.</summary>
    public bool CanEnd(Position position)
    {
        foreach (var thread in position.Set.Threads)
            if (schema.Program[thread.At].Operation == Operation.Done) return true;
        return false;
    }

    /// <summary>Finds which tokens may come next.</summary>
    /// <param name="position">Where the document stands.</param>
    /// <param name="mask">Takes a bit for each token, the lowest first: <see cref="TokenVocabulary.MaskWords"/> words,
    /// all of which are set.</param>
    public void Allow(Position position, Span<ulong> mask)
    {
        var words = mask[..vocabulary.MaskWords];
        lock (_one)
        {
            if (_masks.TryGetValue((position.Set, position.Frame), out var known))
            {
                known.CopyTo(words);
                return;
            }
            _builder ??= new(_machine, vocabulary);
            _builder.Fill(position, words);
            if (CanEnd(position))
                foreach (var end in vocabulary.Ends) words[end / 64] |= 1UL << end;
            Keep(position, words);
        }
    }

    /// <summary>Where the document stands after a token; false, and where it stood, if the token may not come.
    /// </summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="token">A token that is no end token; special tokens may never come.</param>
    /// <param name="next">Where it stands then.</param>
    public bool TryAdvance(Position position, int token, out Position next)
    {
        next = position;
        if (token < 0 || token >= vocabulary.Count) return false;
        var bytes = vocabulary.Bytes(token);
        if (bytes.IsEmpty) return false;
        var to = position;
        lock (_one)
        {
            foreach (var b in bytes)
            {
                to = _machine.Step(to, b);
                if (to.Set.IsEmpty) return false;
            }
        }
        next = to;
        return true;
    }

    private void Keep(Position position, ReadOnlySpan<ulong> words)
    {
        if (_masks.Count == MostMasks) _masks.Clear();
        _masks.Add((position.Set, position.Frame), words.ToArray());
    }
}
