namespace Jaram.Training.Data;

/// <summary>Some documents of a shard folder laid out in rows of T + 1 ids.</summary>
internal sealed class Rows
{
    private readonly ShardFolder _shards;
    private readonly int[] _documents;
    private readonly int _context;
    private readonly RowPlan _plan;

    /// <param name="shards">Where the ids are.</param>
    /// <param name="documents">Which documents; their order counts.</param>
    /// <param name="context">T.</param>
    public Rows(ShardFolder shards, int[] documents, int context)
    {
        (_shards, _documents, _context) = (shards, documents, context);
        _plan = RowPlan.Of(Array.ConvertAll(documents, document => shards[document].Tokens), context);
    }

    public int Count => _plan.Rows;

    /// <summary>The rows with these numbers as one batch.</summary>
    public Batch Batch(ReadOnlySpan<int> rows)
    {
        var (inputs, targets) = (new long[rows.Length * _context], new long[rows.Length * _context]);
        var owners = new int[rows.Length * _context];
        Array.Fill(inputs, _shards.Manifest.End);
        Array.Fill(targets, Data.Batch.NoTarget);
        var documents = new Numbering<int>();
        var (predicted, bytes) = (0, 0L);
        Span<long> ids = new long[_context + 1];
        for (var r = 0; r < rows.Length; r++)
        {
            var at = 0;    // in the row, from 0 to T
            foreach (var piece in _plan.Row(rows[r]))
            {
                var entry = _shards[_documents[piece.Document]];
                documents.Of(_documents[piece.Document]);
                var read = ids[..piece.Count];
                _shards.Copy(entry.Offset + piece.From, read);
                // The id at place T is only a target; a piece's first id is only an input: seen before, or Bos.
                read[..Math.Min(piece.Count, _context - at)].CopyTo(inputs.AsSpan(r * _context + at));
                read[1..].CopyTo(targets.AsSpan(r * _context + at));
                owners.AsSpan(r * _context + at, piece.Count - 1).Fill(_documents[piece.Document]);
                predicted += piece.Count - 1;
                if (piece.From + piece.Count == entry.Tokens) bytes += entry.TextBytes;
                at += piece.Count;
            }
        }
        return new()
        {
            Rows = rows.Length,
            Context = _context,
            Inputs = inputs,
            Targets = targets,
            Owners = owners,
            Documents = documents.Things,
            Predicted = predicted,
            TextBytes = bytes,
        };
    }
}
