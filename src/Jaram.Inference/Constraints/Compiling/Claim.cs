namespace Jaram.Inference.Constraints;

/// <summary>That a value obeys a schema, or that it does not.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Holds">False if it must not be obeyed.</param>
internal readonly record struct Claim(SchemaNode Schema, bool Holds)
{
    /// <summary>The claim that the same schema is, or is not, obeyed.</summary>
    public Claim Opposite => this with { Holds = !Holds };

    /// <summary>Names a set of claims. Two with one name are obeyed by the same values; only the order in which the
    /// properties are written may differ, and the first to be met decides on it.</summary>
    public static string NameOf(IEnumerable<Claim> claims) => string.Join(' ', claims
        .Select(c => 2 * c.Schema.Number + (c.Holds ? 1 : 0)).Distinct().Order());
}
