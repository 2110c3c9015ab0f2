// Which piece of which document stands in which row, with nothing thrown away.
//
//   A row has T + 1 ids: T inputs and, one to the right, T targets. Documents are taken in a shuffled order through a
//   window. The one that has waited longest opens a row; others follow, towards the end of the row those that fit best.
//   When none fits, a document is cut: the rest opens the next row and begins with the last id of the first part, so
//   that each id is predicted once. Every row is full but the last.
//
// Source: ours; best fit as in nanochat's loader, but continued where that one crops.

using System.Runtime.InteropServices;

namespace Jaram.Training.Data;

/// <summary>Ids [From, From + Count) of a document, side by side in one row.</summary>
internal readonly record struct Piece(int Document, int From, int Count);

/// <summary>The rows of one pass over some documents: a function of their lengths and the context alone.</summary>
internal sealed class RowPlan
{
    private readonly List<Piece> _pieces = [];
    private readonly List<int> _rowStarts = [];

    private RowPlan() { }

    /// <summary>How many rows one pass has.</summary>
    public int Rows => _rowStarts.Count;

    /// <summary>The pieces of a row from left to right.</summary>
    public ReadOnlySpan<Piece> Row(int row) =>
        CollectionsMarshal.AsSpan(_pieces)[_rowStarts[row]..(row + 1 < Rows ? _rowStarts[row + 1] : _pieces.Count)];

    /// <summary>Lays documents out; O(documents + rows).</summary>
    /// <param name="lengths">In ids, each at least 2: the first and the last mark the ends.</param>
    /// <param name="context">T, at least 1.</param>
    public static RowPlan Of(int[] lengths, int context)
    {
        var plan = new RowPlan();
        var waiting = new WaitingDocuments(lengths, context + 1);
        for (var cut = new Piece(-1, 0, 0); cut.Document >= 0 || waiting.Any;)
            cut = plan.AddRow(waiting, cut, lengths, context + 1);
        return plan;
    }

    /// <summary>Fills one row; the answer is where the document it cuts goes on, Document -1 if it cuts none.</summary>
    private Piece AddRow(WaitingDocuments waiting, Piece cut, int[] lengths, int space)
    {
        _rowStarts.Add(_pieces.Count);
        var (document, from) = cut.Document >= 0 ? (cut.Document, cut.From) : (waiting.TakeOldest(), 0);
        while (true)
        {
            var piece = new Piece(document, from, Math.Min(lengths[document] - from, space));
            _pieces.Add(piece);
            space -= piece.Count;
            var seen = from + piece.Count;
            if (seen < lengths[document]) return new(document, seen - 1, 0);
            if (space == 0 || !waiting.Any) return new(-1, 0, 0);
            (document, from) = (waiting.TakeNext(space), 0);
        }
    }
}
