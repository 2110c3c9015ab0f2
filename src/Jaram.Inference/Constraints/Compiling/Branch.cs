using System.Collections.Immutable;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>The kinds of values JSON has; whole numbers apart from the others.</summary>
[Flags]
internal enum Kinds
{
    None = 0, Null = 1, Boolean = 2, Whole = 4, Broken = 8, Number = Whole | Broken, String = 16, Array = 32,
    Object = 64, All = 127,
}

/// <summary>One way to obey a set of claims, without any choice left but that of the value's kind.</summary>
internal sealed record Branch
{
    /// <summary>The way that allows everything.</summary>
    public static Branch Free { get; } = new();

    public Kinds Kinds { get; init; } = Kinds.All;

    /// <summary>The values that are allowed, where they are listed: each list must have it.</summary>
    public ImmutableList<IReadOnlyList<(string Pointer, JsonElement Value)>> Listed { get; init; } = [];

    /// <summary>Values that are not allowed.</summary>
    public ImmutableList<JsonElement> Excluded { get; init; } = [];

    public NumberRange Numbers { get; init; } = new();

    public int LeastLength { get; init; }

    public int MostLength { get; init; } = int.MaxValue;

    /// <summary>Regular expressions that a string must match.</summary>
    public ImmutableList<Expression> Patterns { get; init; } = [];

    /// <summary>Regular expressions that it must not match.</summary>
    public ImmutableList<Expression> DeniedPatterns { get; init; } = [];

    public int LeastItems { get; init; }

    public int MostItems { get; init; } = int.MaxValue;

    public bool ItemsDiffer { get; init; }

    public int LeastProperties { get; init; }

    public int MostProperties { get; init; } = int.MaxValue;

    /// <summary>Names that an object must have, in the order in which they were asked for.</summary>
    public ImmutableList<string> Required { get; init; } = [];

    /// <summary>Names that it must not have.</summary>
    public ImmutableList<string> Forbidden { get; init; } = [];

    /// <summary>What the value of a property must be besides.</summary>
    public ImmutableList<(string Name, Claim Claim)> Properties { get; init; } = [];

    /// <summary>What every name must be.</summary>
    public ImmutableList<Claim> Names { get; init; } = [];

    /// <summary>The schemas that are obeyed as a whole: their keywords for properties and items count.</summary>
    public ImmutableList<SchemaNode> Schemas { get; init; } = [];

    /// <summary>The place to name in an error.</summary>
    public string Pointer { get; init; } = "#";

    /// <summary>The same, with some kinds taken away.</summary>
    public Branch Only(Kinds kinds) => this with { Kinds = Kinds & kinds };
}
