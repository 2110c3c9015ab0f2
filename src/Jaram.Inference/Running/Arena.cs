namespace Jaram.Inference.Running;

/// <summary>Room for what a step computes and nobody needs after it. It grows until it is large enough for every step,
/// and is the same memory each time from then on.</summary>
internal sealed unsafe class Arena : IDisposable
{
    private const int Alignment = 64;
    private readonly List<NativeArray<byte>> _outgrown = [];
    private NativeArray<byte> _room = new(1 << 20);
    private long _used;

    /// <summary>Bytes held.</summary>
    public long Bytes => _room.Count + _outgrown.Sum(room => room.Count);

    /// <summary>Everything taken is free again.</summary>
    public void Reset()
    {
        if (_outgrown.Count > 0) Merge();
        _used = 0;
    }

    /// <summary>Room for so many numbers, whatever stands in it.</summary>
    public T* Take<T>(long count) where T : unmanaged
    {
        var bytes = (count * sizeof(T) + Alignment - 1) & -Alignment;
        if (_used + bytes > _room.Count)
        {
            _outgrown.Add(_room);                                       // what was taken from it is still in use
            _room = new(Math.Max(2 * _room.Count, bytes));
            _used = 0;
        }
        var at = (T*)(_room.Start + _used);
        _used += bytes;
        return at;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _room.Dispose();
        foreach (var room in _outgrown) room.Dispose();
    }

    /// <summary>One room as large as all.</summary>
    private void Merge()
    {
        var bytes = Bytes;
        foreach (var room in _outgrown) room.Dispose();
        _outgrown.Clear();
        _room.Dispose();
        _room = new(bytes);
    }
}
