namespace Jaram.Inference.Constraints;

/// <summary>That a value obeys a schema, or that it does not.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Holds">False if it must not be obeyed.</param>
internal readonly record struct Claim(SchemaNode Schema, bool Holds)
{
    /// <summary>The claim that the same schema is, or is not, obeyed.</summary>
    public Claim Opposite => this with { Holds = !Holds };

    /// <summary>Names a set of claims: two with one name mean the same.</summary>
    public static string NameOf(IEnumerable<Claim> claims) => string.Join(' ', claims
        .Select(c => $"{(c.Holds ? "" : "-")}{c.Schema.Document.Label}{c.Schema.Number}").Order().Distinct());
}
