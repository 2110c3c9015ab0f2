namespace Jaram.Inference.Constraints;

/// <summary>Holds a model that writes in the tokens of one vocabulary to one schema. Every document that it lets end is
/// valid, and whatever it lets begin can be ended. Safe for many threads; keep one for each schema and vocabulary.
/// </summary>
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

    /// <summary>The bytes that must come next, whatever the model wants: empty if there is a choice or the document may
    /// end. Encode them with what stands before them; a model may split them otherwise.</summary>
    /// <param name="position">Where the document stands.</param>
    public byte[] Forced(Position position)
    {
        var forced = new List<byte>();
        lock (_one)
        {
            while (forced.Count < 1_024 && !CanEnd(position) && Only(position) is >= 0 and var b)
            {
                forced.Add((byte)b);
                position = _machine.Step(position, (byte)b);
            }
        }
        return [.. forced];
    }

    /// <summary>The one byte that can come next; -1 if there are several.</summary>
    private int Only(Position position)
    {
        var only = -1;
        for (var b = 0; b < 256; b++)
        {
            if (_machine.EdgeOf(position.Set, (byte)b) is Edge.Dead) continue;
            if (only >= 0) return -1;
            only = b;
        }
        return only;
    }

    private void Keep(Position position, ReadOnlySpan<ulong> words)
    {
        if (_masks.Count == MostMasks) _masks.Clear();
        _masks.Add((position.Set, position.Frame), words.ToArray());
    }
}
