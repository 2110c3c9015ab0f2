// Turns a set of claims into the ways to obey all of them: anyOf, oneOf, if and not are choices; all else adds up.
// Source: JSON Schema 2020-12 core, section 10.2; disjunctive normal form.

using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Expands claims.</summary>
/// <param name="work">What it may cost.</param>
internal sealed class Expansion(Work work)
{
    /// <summary>What one claim costs, in steps of an automaton's making.</summary>
    private const int ClaimSteps = 50;

    private const int MostChoices = 256;

    private readonly Dictionary<string, IReadOnlyList<Branch>> _known = [];
    private readonly HashSet<string> _open = []; // names of those that are being expanded

    public Work Work => work;

    /// <summary>Makes automata of patterns, to tell strings apart.</summary>
    public PatternCompiler Patterns { get; } = new(work);

    /// <summary>The ways to obey claims. None: no value does. Ways may overlap.</summary>
    public IReadOnlyList<Branch> Of(IEnumerable<Claim> claims) =>
        TryOf(claims, out var branches) ? branches : throw new UnreachableException();

    /// <summary>The ways to obey claims, as <see cref="Of"/>; false if they are being expanded: a schema that refers
    /// to itself asks for them to tell its own alternatives apart.</summary>
    public bool TryOf(IEnumerable<Claim> claims, out IReadOnlyList<Branch> branches)
    {
        ImmutableList<Claim> all = [.. claims];
        var name = Claim.NameOf(all);
        branches = _known.GetValueOrDefault(name, []);
        if (_known.ContainsKey(name)) return true;
        if (!_open.Add(name)) return false;
        var made = new List<Branch>();
        Expand(Branch.Free, all, [], 0, made);
        _open.Remove(name);
        _known.Add(name, made);
        branches = made;
        return true;
    }

    private void Expand(
        Branch branch, ImmutableList<Claim> open, ImmutableHashSet<Claim> met, int depth, List<Branch> into)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        work.Spend(branch.Excluded.Count, branch.Pointer);
        if (depth > MostChoices)
            throw new SchemaException(branch.Pointer, $"has more than {MostChoices} choices within one value");
        while (!open.IsEmpty)
        {
            var claim = open[0]; // what a schema demands comes before what stands behind it
            open = open.RemoveAt(0);
            var node = claim.Schema;
            work.Spend(ClaimSteps + node.Strings("required").Count, node.Pointer);
            if (met.Contains(claim)) continue;
            if (met.Contains(claim.Opposite)) return;
            met = met.Add(claim);
            if (node.Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                if (node.IsFalse == claim.Holds) return;
                continue;
            }
            if (!claim.Holds)
            {
                foreach (var (denied, claims) in Denial.Of(branch, node))
                    Expand(denied, open.InsertRange(0, claims), met, depth + 1, into);
                return;
            }
            branch = Assertions.Add(branch, node);
            if (branch.Kinds == Kinds.None) return;
            var choices = Choices(node, branch);
            var branches = Assertions.Dependents(branch, node);
            if (choices.Count == 1 && branches.Count == 1)
            {
                open = open.InsertRange(0, choices[0]);
                continue;
            }
            foreach (var each in branches)
                foreach (var choice in choices) Expand(each, open.InsertRange(0, choice), met, depth + 1, into);
            return;
        }
        work.Spend(ClaimSteps, branch.Pointer);
        into.Add(branch);
    }

    /// <summary>What else must hold, in each of the ways to obey a schema.</summary>
    private List<ImmutableList<Claim>> Choices(SchemaNode node, Branch branch)
    {
        ImmutableList<Claim> always = [.. node.List("allOf").Select(Holds)];
        if (node.Has("$ref")) always = always.Add(Holds(node.Target));
        if (node.TrySchema("not", out var not)) always = always.Add(Holds(not).Opposite);
        List<ImmutableList<Claim>> choices = [always];
        if (node.List("anyOf") is { Count: > 0 } any)
            choices = Times(choices, [.. any.Select(a => (ImmutableList<Claim>)[Holds(a)])]);
        if (node.List("oneOf") is { Count: > 0 } one) choices = Times(choices, ExactlyOne(node, one, branch));
        if (node.TrySchema("if", out var condition))
        {
            ImmutableList<Claim> yes = [Holds(condition)], no = [Holds(condition).Opposite];
            if (node.TrySchema("then", out var then)) yes = yes.Add(Holds(then));
            if (node.TrySchema("else", out var otherwise)) no = no.Add(Holds(otherwise));
            if (yes.Count + no.Count > 2) choices = Times(choices, [yes, no]);
        }
        return choices;
    }

    private List<ImmutableList<Claim>> Times(List<ImmutableList<Claim>> left, List<ImmutableList<Claim>> right)
    {
        work.Spend((long)left.Count * right.Count, "#");
        return [.. left.SelectMany(l => right.Select(r => l.AddRange(r)))];
    }

    private static Claim Holds(SchemaNode schema) => new(schema, true);

    /// <summary>oneOf: each alternative by itself where no value obeys two of them; else each with the others denied.
    /// </summary>
    private List<ImmutableList<Claim>> ExactlyOne(SchemaNode node, IReadOnlyList<SchemaNode> parts, Branch branch)
    {
        var plain = parts.Select(p => (ImmutableList<Claim>)[Holds(p)]).ToList();
        var overlaps = new List<(int, int)>();
        var required = node.Strings("required").ToHashSet();
        work.Spend(required.Count, node.Pointer);
        for (var i = 0; i < parts.Count; i++)
        {
            for (var j = i + 1; j < parts.Count; j++)
            {
                work.Spend(10, node.Pointer);
                if (!AreDisjoint(parts[i], parts[j], required, branch.Kinds)) overlaps.Add((i, j));
            }
        }
        foreach (var (i, j) in overlaps)
        {
            try
            {
                plain[i] = plain[i].Add(Holds(parts[j]).Opposite);
                plain[j] = plain[j].Add(Holds(parts[i]).Opposite);
                TryOf(plain[i], out _);
                TryOf(plain[j], out _);
            }
            catch (SchemaException e)
            {
                throw new SchemaException($"{node.Pointer}/oneOf", $"a value may obey both the alternatives {i} and {j}"
                    + $", and that cannot be ruled out ({e.Message}); use anyOf or make them differ in a const "
                    + "property");
            }
        }
        return plain;
    }

    /// <summary>True if surely no value of the given kinds obeys both alternatives and what stands beside them.
    /// </summary>
    private bool AreDisjoint(SchemaNode left, SchemaNode right, IReadOnlySet<string> required, Kinds kinds)
    {
        if (!TryOf([Holds(left)], out var lefts) || !TryOf([Holds(right)], out var rights)) return false;
        return lefts.All(l => rights.All(r => Disjointness.Between(l.Only(kinds), r.Only(kinds), this, required, 3)));
    }
}
