using Jaram.Ledger.Growth;

namespace Jaram.Training.Raising;

/// <summary>Where a model's version 0 comes from.</summary>
public abstract record Beginning
{
    private Beginning() { }

    /// <summary>The beginning that a ledger tells of.</summary>
    /// <exception cref="Ledger.LedgerException">It has no commitment or no nonce.</exception>
    public static Beginning Of(GrowthHistory history) =>
        history.Descents.Count > 0 ? new Grown() : new Drawn(history.Seed);

    /// <summary>First weights are drawn.</summary>
    /// <param name="Seed">Decides all of them: <see cref="Commitment.SeedWith"/>.</param>
    public sealed record Drawn(byte[] Seed) : Beginning;

    /// <summary>It was grown from another model's and lies in the store.</summary>
    public sealed record Grown : Beginning;
}
