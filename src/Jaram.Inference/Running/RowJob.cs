using Jaram.Inference.Threads;

namespace Jaram.Inference.Running;

/// <summary>Something done to each token by itself.</summary>
internal interface IRowWork
{
    /// <summary>Does it.</summary>
    /// <param name="row">The token's row.</param>
    void Do(int row);
}

/// <summary>Does it to all tokens: few on the caller's thread, many on all.</summary>
/// <param name="team">The threads.</param>
internal sealed class RowJob<TWork>(Team team) : Job where TWork : struct, IRowWork
{
    private const int Few = 3, RowsOfChunk = 2;
    private TWork _work;
    private int _rows;

    /// <summary>Does it to rows 0 to <paramref name="rows"/> - 1.</summary>
    public void Run(in TWork work, int rows)
    {
        if (rows <= Few)
        {
            for (var row = 0; row < rows; row++) work.Do(row);
            return;
        }
        (_work, _rows) = (work, rows);
        team.Run(this, (rows + RowsOfChunk - 1) / RowsOfChunk);
    }

    /// <inheritdoc/>
    public override void Do(int chunk, int thread)
    {
        var last = Math.Min((chunk + 1) * RowsOfChunk, _rows);
        for (var row = chunk * RowsOfChunk; row < last; row++) _work.Do(row);
    }
}
