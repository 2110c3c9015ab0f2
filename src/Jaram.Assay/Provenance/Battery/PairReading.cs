// Two tensors of one shape, read side by side and added up: of any size, as only pieces of them are in memory, and the
// next ones are read while the last is computed with.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>A tensor of one of the two models.</summary>
/// <param name="Of">The model.</param>
/// <param name="View">Units and features.</param>
/// <param name="Features">Those that are looked at.</param>
/// <param name="Gains">What features are multiplied by; none for 1.</param>
internal readonly record struct PairSide(
    Anatomy Of, UnitView View, ImmutableArray<int> Features, ReadOnlyMemory<float> Gains)
{
    /// <summary>Some units with some of the features.</summary>
    public void Read(ImmutableArray<int> units, int from, int count, Memory<float> into)
    {
        var numbers = into[..(units.Length * count)];
        View.Read(Of.Subject.Tensors, units, Features.Slice(from, count), numbers);
        if (!Gains.IsEmpty) Rows.Scale(numbers.Span, Gains.Span.Slice(from, count));
    }
}

/// <summary>Adds pairs of tensors to a cross matrix.</summary>
internal static class PairReading
{
    /// <summary>Pieces that are on their way while one is computed with: a disk is fast when it has several orders.
    /// </summary>
    private const int Ahead = 3;

    /// <summary>Threads that may wait at once: those that read, and the one that waits for them.</summary>
    public const int Waiting = 2 * Ahead + 1;

    private const int Numbers = 1 << 19, FewestFeatures = 256, Lanes = 16;

    /// <summary>Adds a pair.</summary>
    /// <param name="cross">Of as many units as are looked at.</param>
    /// <param name="one">A tensor.</param>
    /// <param name="other">Its twin, with as many features.</param>
    /// <param name="units">Units that are looked at, ascending.</param>
    public static void AddPair(this CrossMatrix cross, PairSide one, PairSide other, ImmutableArray<int> units)
    {
        List<Piece> pieces = one.View.FeatureStride == 1
            ? [.. ByBlocks(cross.Blocks, one.Features.Length)]
            : [.. ByFeatures(cross.Blocks, one.Features.Length)];
        Task Read(int at, Room room)
        {
            var (from, count) = pieces[at].Blocks.GetOffsetAndLength(cross.Blocks.Count);
            var some = units.Slice(cross.Blocks[from].From, cross.Blocks.Rows(from..(from + count)));
            return Task.WhenAll(Task.Run(() => one.Read(some, pieces[at].From, pieces[at].Columns, room.A.Memory)),
                Task.Run(() => other.Read(some, pieces[at].From, pieces[at].Columns, room.B.Memory)));
        }
        if (pieces.Count == 0) return;
        var most = pieces.Max(piece => cross.Blocks.Rows(piece.Blocks) * piece.Columns);
        List<Room> rooms = [.. Enumerable.Range(0, Ahead + 1).Select(_ => new Room(most))];
        using var products = new PairProducts(cross.Blocks);
        var reading = new Queue<Task>();
        try
        {
            for (var at = -Ahead; at < pieces.Count; at++)
            {
                if (at >= 0) reading.Dequeue().GetAwaiter().GetResult();
                if (at + Ahead < pieces.Count) reading.Enqueue(Read(at + Ahead, rooms[(at + Ahead) % rooms.Count]));
                if (at >= 0 && rooms[at % rooms.Count] is var room)
                    products.Add(room.A.Memory, room.B.Memory, pieces[at].Columns, pieces[at].Blocks);
            }
            cross.Add(products);
        }
        finally
        {
            foreach (var left in reading) Task.WaitAny(left);           // before rooms are given away and files close
            foreach (var room in rooms) room.Dispose();
        }
    }

    /// <summary>Units are rows of the file: some blocks of them at a time.</summary>
    private static IEnumerable<Piece> ByBlocks(UnitBlocks blocks, int features)
    {
        var count = Math.Max(1, Numbers / (blocks.Longest * features));
        for (var block = 0; block < blocks.Count; block += count)
            yield return new(block..Math.Min(blocks.Count, block + count), 0, features);
    }

    /// <summary>Features are: some of them at a time, of all units.</summary>
    private static IEnumerable<Piece> ByFeatures(UnitBlocks blocks, int features)
    {
        var count = Math.Max(FewestFeatures, Numbers / blocks.Units / Lanes * Lanes);
        for (var at = 0; at < features; at += count)
            yield return new(.., at, Math.Min(count, features - at));
    }

    /// <param name="Blocks">Which units.</param>
    /// <param name="From">The first feature.</param>
    /// <param name="Columns">How many features.</param>
    private readonly record struct Piece(Range Blocks, int From, int Columns);

    /// <summary>Where a piece of each of two tensors is read to.</summary>
    private sealed class Room(int numbers) : IDisposable
    {
        public Pooled<float> A { get; } = new(numbers);

        public Pooled<float> B { get; } = new(numbers);

        public void Dispose()
        {
            A.Dispose();
            B.Dispose();
        }
    }
}
