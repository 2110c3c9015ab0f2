// One thing made of each of many, on all cores: each is made whole by one thread, so numbers do not depend on how many
// threads there are.
// Source: ours.

namespace Jaram.Assay.Provenance.Products;

/// <summary>Makes many things at once.</summary>
internal static class Together
{
    /// <summary>Makes one of each.</summary>
    /// <param name="all">Of what.</param>
    /// <param name="make">How; many threads call it, and what it throws is thrown here.</param>
    /// <returns>In the order of <paramref name="all"/>.</returns>
    public static TMade[] Make<TOf, TMade>(IReadOnlyList<TOf> all, Func<TOf, TMade> make)
    {
        var (made, threads) = (new TMade[all.Count], Math.Min(Environment.ProcessorCount, all.Count));
        Task.WhenAll(Enumerable.Range(0, threads).Select(first => Task.Run(() =>
        {
            for (var at = first; at < made.Length; at += threads) made[at] = make(all[at]);
        }))).GetAwaiter().GetResult();
        return made;
    }
}
