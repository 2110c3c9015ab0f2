// What is stated before each stage, and what is noted when a run goes back.
// Source: ours.

using Jaram.Checkpoints;

namespace Jaram.Ledger.Growth;

/// <summary>A stage that will be raised, logged before its first step.</summary>
/// <param name="Recipe">recipe.json with this stage as its last, kept as a blob.</param>
/// <param name="From">Steps made before it.</param>
/// <param name="To">Steps made after it.</param>
/// <param name="Program">Digest over the program's parts now: a stage may be raised by a later program.</param>
/// <param name="Platform">As in <see cref="Commitment"/>.</param>
public sealed record Plan(Digest Recipe, long From, long To, Digest Program, string Platform)
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "plan";
}

/// <summary>Batches that broke the loss, and what was done.</summary>
/// <param name="From">The step where it broke.</param>
/// <param name="To">The version that the run went back to.</param>
/// <param name="Batches">Batches left out from now on.</param>
/// <param name="Why">The last objection.</param>
public sealed record Rewound(long From, long To, long Batches, string Why)
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "rewound";
}
