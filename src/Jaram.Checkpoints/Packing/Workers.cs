using System.Runtime.ExceptionServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Runs pieces of work on several threads; what comes out does not depend on how many.</summary>
internal static class Workers
{
    /// <summary>Does every item once. If several fail, the first of them in order is told.</summary>
    public static void Run<TRoom>(int items, int threads, Func<TRoom> room, Action<int, TRoom> work)
    {
        if (threads == 1 || items < 2)
        {
            var (mine, item) = (items > 0 ? room() : default, 0);
            for (; item < items; item++) work(item, mine!);
            return;
        }
        var failures = new ExceptionDispatchInfo?[items];
        Parallel.For(0, items, new() { MaxDegreeOfParallelism = threads }, room, (item, _, mine) =>
        {
            try
            {
                work(item, mine);
            }
            catch (Exception e)
            {
                failures[item] = ExceptionDispatchInfo.Capture(e);
            }
            return mine;
        }, _ => { });
        foreach (var failure in failures) failure?.Throw();
    }
}
