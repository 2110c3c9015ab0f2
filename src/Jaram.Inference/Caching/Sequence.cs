namespace Jaram.Inference.Caching;

/// <summary>What the model keeps of one growing text. For one thread at a time.</summary>
public sealed unsafe class Sequence : IDisposable
{
    /// <summary>Tokens that can be taken back at any time, even where a window has passed.</summary>
    public const int TakenBackAtMost = 64;

    private readonly PageTable[] _tables;

    internal Sequence(IReadOnlyList<PagePool> pools, CachePlan plan) =>
        _tables = [.. plan.Groups.Select((group, i) => new PageTable(pools[i], group.Window))];

    /// <summary>Tokens read so far.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of cache held, shared pages counted in full.</summary>
    public long Bytes => _tables.Sum(table => table.Bytes);

    /// <summary>Pages of a group, by number; those that a window has passed are null.</summary>
    internal byte** Pages(int group) => _tables[group].Pages;

    /// <summary>Makes room for tokens to come; they count as read once <see cref="Advance"/> says so.</summary>
    internal void Reserve(int tokens)
    {
        foreach (var table in _tables) table.Reserve(Length, tokens);
    }

    /// <summary>Counts tokens as read, and gives back what no window reaches any more.</summary>
    internal void Advance(int tokens)
    {
        Length += tokens;
        foreach (var table in _tables) table.Forget(Length);
    }

    /// <summary>Takes tokens back.</summary>
    /// <param name="length">Tokens that stay read.</param>
    /// <exception cref="InferenceException">A window has passed what would have to be read again.</exception>
    public void Truncate(int length)
    {
        if (length < 0 || length > Length)
            throw new InferenceException($"a text of {Length} tokens cannot be cut to {length}; give 0 to {Length}");
        if (Length - length > TakenBackAtMost && length > 0 && _tables.Any(table => table.HasForgotten))
            throw new InferenceException($"{Length - length} tokens cannot be taken back, a windowed model keeps "
                + $"{TakenBackAtMost}; begin the text anew");
        Length = length;
        foreach (var table in _tables) table.Cut(length);
    }

    /// <summary>Gives all pages back.</summary>
    public void Dispose()
    {
        foreach (var table in _tables) table.Dispose();
        Length = 0;
    }

    /// <summary>The tables, for those who share pages.</summary>
    internal IReadOnlyList<PageTable> Tables => _tables;

    /// <summary>Begins with pages that are full already.</summary>
    internal void Adopt(int tokens) => Length = tokens;
}
