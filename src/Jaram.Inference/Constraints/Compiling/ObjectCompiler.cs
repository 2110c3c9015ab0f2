using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Compiles the objects of a branch.</summary>
/// <param name="values">Compiles the values of properties.</param>
/// <param name="expansion">Expands what names must be.</param>
/// <param name="strings">Makes the automata of names.</param>
internal sealed class ObjectCompiler(ValueCompiler values, Expansion expansion, StringCompiler strings)
{
    private const int MostNamePatterns = 30;

    private Work Work => expansion.Work;

    /// <summary>Adds a branch's objects to a shape.</summary>
    public void Add(ValueShape shape, Branch branch)
    {
        if (branch.LeastProperties > branch.MostProperties) return;
        if (branch.Excluded.Any(e => e.ValueKind == JsonValueKind.Object))
            throw new SchemaException(branch.Pointer, "an object cannot be excluded by its value");
        var made = new ObjectShape { Least = branch.LeastProperties, Most = branch.MostProperties };
        var names = Names(branch);
        var required = branch.Required.ToHashSet();
        var validator = new Validator(Work);
        foreach (var name in names)
        {
            var isRequired = required.Contains(name);
            if (IsName(branch, name, validator) && PartClaims.TryProperty(branch, name, Work, out var claims))
                made.Slots.Add(new(StringAutomata.Spell(name), isRequired, values.Value(claims)));
            else if (isRequired)
                return;
        }
        AddRest(made, branch, names);
        if (made.RestValues.Count > 0 && made.Least > branch.Required.Count + 1)
            throw new SchemaException(branch.Pointer, $"minProperties {made.Least} with {branch.Required.Count}"
                + " required properties and others allowed: a name written twice could not be told; set"
                + " additionalProperties to false");
        shape.Objects.Add(made);
    }

    /// <summary>The names that stand in the schema, in its order; then those that are only required.</summary>
    private static List<string> Names(Branch branch) =>
    [
        .. branch.Schemas.SelectMany(node => node.Map("properties").Keys)
            .Concat(branch.Properties.Select(p => p.Name)).Concat(branch.Required).Concat(branch.Forbidden).Distinct(),
    ];

    private static bool IsName(Branch branch, string name, Validator validator) =>
        branch.Names.All(claim => validator.IsValid(claim.Schema, JsonText.Of(name)) == claim.Holds);

    private void AddRest(ObjectShape made, Branch branch, List<string> names)
    {
        var patterns = branch.Schemas
            .SelectMany(node => node.Map("patternProperties").Select(p =>
                (Node: node, Pattern: node.Document.Pattern(p.Key, p.Value.Pointer), Schema: p.Value))).ToList();
        var isOpen = branch.Schemas.All(node => !node.TrySchema("additionalProperties", out var rest) || !rest.IsFalse);
        if (patterns.Count == 0 && !isOpen) return;
        if (patterns.Count > MostNamePatterns)
            throw new SchemaException(branch.Pointer,
                $"has {patterns.Count} patterns of names; at most {MostNamePatterns} are held to");
        if (patterns.Count == 0 && names.Count == 0 && branch.Names.IsEmpty)
        {
            made.RestValues.Add(values.Value(Claims(branch, patterns, 0)));
            return;
        }

        // which patterns a name matches tells what its value must be
        var masks = new List<int>();
        var known = StringAutomata.OfTexts([.. names.Select(StringAutomata.Spell)], Work, branch.Pointer);
        List<Dfa> parts =
        [
            NamesAllowed(branch), known, .. patterns.Select(p => expansion.Patterns.Of(p.Pattern, p.Schema.Pointer)),
        ];
        var automaton = DfaProduct.Of(parts, 1, labels => LabelOf(labels.Span, masks), Work, branch.Pointer);
        if (automaton.IsEmpty) return;
        made.RestNames.Add(automaton);
        made.RestValues.AddRange(masks.Select(mask => values.Value(Claims(branch, patterns, mask))));
    }

    private static int LabelOf(ReadOnlySpan<int> labels, List<int> masks)
    {
        if (labels[0] < 0 || labels[1] >= 0) return -1;
        var mask = 0;
        for (var i = 2; i < labels.Length; i++)
            if (labels[i] >= 0) mask |= 1 << i - 2;
        if (!masks.Contains(mask)) masks.Add(mask);
        return masks.IndexOf(mask);
    }

    private static List<Claim> Claims(
        Branch branch, List<(SchemaNode Node, Expression Pattern, SchemaNode Schema)> patterns, int mask)
    {
        var claims = new List<Claim>();
        foreach (var node in branch.Schemas)
        {
            var own = patterns.Index().Where(p => p.Item.Node == node && (mask >> p.Index & 1) != 0).ToList();
            claims.AddRange(own.Select(p => new Claim(p.Item.Schema, true)));
            if (own.Count == 0 && node.TrySchema("additionalProperties", out var rest)) claims.Add(new(rest, true));
        }
        return claims;
    }

    /// <summary>The names that propertyNames leaves.</summary>
    private Dfa NamesAllowed(Branch branch)
    {
        if (branch.Names.IsEmpty) return expansion.Patterns.Of(Expression.Empty, branch.Pointer);
        var shape = new ValueShape();
        foreach (var way in expansion.Of(branch.Names).Select(way => way.Only(Kinds.String)))
        {
            if (way.Kinds == Kinds.None) continue;
            if (way.Listed.IsEmpty) strings.Add(shape, way);
            else
            {
                var texts = Listing.Of(way, Work).Select(value => StringAutomata.Spell(value.GetString()!));
                shape.Scalars.Add(StringAutomata.OfTexts([.. texts], Work, branch.Pointer));
            }
        }
        var lengths = shape.Texts.Select(text => strings.Length(text.Least, text.Most, branch.Pointer));
        List<Dfa> parts = [.. shape.Scalars, .. lengths];
        return DfaProduct.Of(parts, 0, labels => labels.Span.IndexOfAnyExcept(-1) >= 0 ? 0 : -1, Work, branch.Pointer);
    }
}
