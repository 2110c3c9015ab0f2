using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>A forged model, the world that saw it, and what the verifier must call it.</summary>
/// <param name="Model">What is shown.</param>
/// <param name="Outside">Who saw what.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Where">What the flaw must name: a version's step, a tensor, a file; empty for anything.</param>
/// <param name="Tale">How it was done, for the message of a failing test.</param>
internal sealed record Forged(ToyModel Model, ToyOutside Outside, FlawKind Kind, string Where, string Tale)
{
    /// <summary>Whether only training again can tell.</summary>
    public bool NeedsReplay { get; init; }
}

/// <summary>Numbers that a forger draws.</summary>
internal sealed class ForgerDice(ulong seed, string what)
{
    private readonly CounterRandom _random = new(CounterRandom.Seed(seed), what);
    private ulong _place;

    /// <summary>From 0 to below.</summary>
    public int Throw(int below) => (int)(_random.Bits(_place++) % (ulong)below);

    public T Pick<T>(IReadOnlyList<T> from) => from[Throw(from.Count)];
}
