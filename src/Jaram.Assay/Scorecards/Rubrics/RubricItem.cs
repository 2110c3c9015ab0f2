// Source: MSIT 2026-08-18 annexes 1 and 2; ours.

using System.Collections.Immutable;

namespace Jaram.Assay.Scorecards.Rubrics;

/// <summary>An item that has points.</summary>
public sealed record RubricItem
{
    /// <summary>Which.</summary>
    public required string Id { get; init; }

    /// <summary>The axis that it belongs to; "" where a rubric has none.</summary>
    public required string Axis { get; init; }

    /// <summary>What people call it.</summary>
    public required Wording Name { get; init; }

    /// <summary>Its weight: the most points that it gives.</summary>
    public required decimal Points { get; init; }

    /// <summary>How raw values become points.</summary>
    public required Scale Scale { get; init; }

    /// <summary>The measure that it takes; <see cref="Rubric.Entered"/> where an evaluator enters it.</summary>
    public required string From { get; init; }

    /// <summary>Who says that it is scored like this.</summary>
    public required string Source { get; init; }

    /// <summary>Where a panel's mark is a sum: what of.</summary>
    public required ImmutableArray<RubricPart> Parts { get; init; }
}

/// <summary>A part of a panel's mark.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Points">The most that it gives.</param>
/// <param name="Lines">What is looked at, in the words of the office.</param>
public sealed record RubricPart(string Id, Wording Name, decimal Points, ImmutableArray<Wording> Lines);

/// <summary>What must be fulfilled before points count.</summary>
public sealed record RubricGate
{
    /// <summary>Which.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required Wording Name { get; init; }

    /// <summary>What it asks.</summary>
    public required Wording Asks { get; init; }

    /// <summary>The rule that answers it; an evaluator's word counts beside.</summary>
    public required GateRule Rule { get; init; }

    /// <summary>Who asks it.</summary>
    public required string Source { get; init; }
}

/// <summary>How a gate is answered.</summary>
public abstract record GateRule
{
    private GateRule()
    {
    }

    /// <summary>By a verified ledger and by weights held against others'.</summary>
    /// <param name="Least">The level from which a ledger alone is enough, as "P2".</param>
    public sealed record FromZero(string Least) : GateRule;

    /// <summary>By the licences of the text, and of the model that it was made from, if any.</summary>
    /// <param name="Accepts">Licences that leave all doors open.</param>
    /// <param name="Refuses">Pieces of names of those that do not, as "-NC".</param>
    public sealed record Licence(ImmutableArray<string> Accepts, ImmutableArray<string> Refuses) : GateRule;

    /// <summary>By what its makers laid open, held against what was found in it.</summary>
    public sealed record Disclosure : GateRule;

    /// <summary>By an evaluator.</summary>
    public sealed record Entered : GateRule;
}
