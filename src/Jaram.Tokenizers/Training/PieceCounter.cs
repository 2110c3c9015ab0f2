using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Jaram.Tokenizers;

/// <summary>Counts how often each piece occurs in a stream of documents. Counts are sums, so neither the number of
/// threads nor the order of documents shows in them.</summary>
internal sealed class PieceCounter(BpeRecipe recipe, IProgress<BpeProgress>? progress)
{
    private const int ReportEvery = 1 << 14;
    private static readonly PieceScanner _scanner = new(PieceRule.Own);
    private long _read;

    /// <summary>Documents read so far.</summary>
    public long Documents => Interlocked.Read(ref _read);

    /// <summary>Reads all documents once.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Dictionary<string, long> Count(IEnumerable<string> documents, CancellationToken cancel)
    {
        var total = new Dictionary<string, long>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = recipe.Threads, CancellationToken = cancel };
        try
        {
            Parallel.ForEach(documents, options, () => new Dictionary<string, long>(), Add, part =>
            {
                lock (total) Merge(part, total);
            });
        }
        catch (AggregateException e)
        {
            // What failed is the caller's stream of documents: it gets its own exception back.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return total;
    }

    private Dictionary<string, long> Add(string document, ParallelLoopState loop, Dictionary<string, long> counts)
    {
        var pieces = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var text = Nfc.Normalize(document);
        for (var start = 0; start < text.Length;)
        {
            var end = _scanner.End(text, start);
            CollectionsMarshal.GetValueRefOrAddDefault(pieces, text[start..end], out _)++;
            start = end;
        }
        if (Interlocked.Increment(ref _read) is var read && read % ReportEvery == 0)
            progress?.Report(new(read, 0, recipe.Vocabulary));
        return counts;
    }

    private static void Merge(Dictionary<string, long> part, Dictionary<string, long> total)
    {
        foreach (var (piece, count) in part) total[piece] = total.GetValueOrDefault(piece) + count;
    }
}
