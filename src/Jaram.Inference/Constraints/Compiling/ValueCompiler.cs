// Makes shapes of claims. What the same claims mean is made once, so recursive schemas end; waiting values stand in a
// queue, so deep ones need no deep stack.

using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Compiles values.</summary>
internal sealed class ValueCompiler
{
    private readonly Dictionary<string, ValueShape> _known = [];
    private readonly Queue<(ValueShape Shape, List<Claim> Claims)> _waiting = [];
    private readonly List<ValueShape> _all = [];
    private readonly Expansion _expansion;
    private readonly StringCompiler _strings;
    private readonly ObjectCompiler _objects;
    private readonly ListCompiler _lists;

    public ValueCompiler(Work work)
    {
        _expansion = new(work);
        _strings = new(_expansion.Patterns, work);
        _objects = new(this, _expansion, _strings);
        _lists = new(this, _expansion);
    }

    private Work Work => _expansion.Work;

    /// <summary>The shape of a document.</summary>
    /// <exception cref="SchemaException">No document can obey, or it cannot be held to.</exception>
    public ValueShape Document(SchemaNode root)
    {
        var shape = Value([new(root, true)]);
        Measure();
        Check(root.Pointer, shape);
        return shape;
    }

    /// <summary>The shape of one call: an object with the name of a function and its arguments.</summary>
    /// <param name="functions">The name of each, and the schema of its arguments.</param>
    /// <param name="anyObject">What arguments obey besides.</param>
    public ValueShape Calls(IReadOnlyList<(string Name, SchemaNode Arguments)> functions, SchemaNode anyObject)
    {
        var calls = new ValueShape();
        _all.Add(calls);
        foreach (var (name, arguments) in functions)
        {
            var call = new ObjectShape();
            var constant = new ValueShape();
            _all.Add(constant);
            constant.Scalars.Add(StringAutomata.OfTexts([StringAutomata.Spell(name)], Work, arguments.Pointer));
            call.Slots.Add(new("\"name\""u8.ToArray(), true, constant));
            call.Slots.Add(new("\"arguments\""u8.ToArray(), true, Value([new(arguments, true), new(anyObject, true)])));
            calls.Objects.Add(call);
        }
        Measure();
        foreach (var ((_, arguments), call) in functions.Zip(calls.Objects))
            Check(arguments.Pointer, call.Slots[1].Value);
        Check("#", calls);
        return calls;
    }

    /// <summary>The shape of values that obey claims; it is filled in later.</summary>
    public ValueShape Value(List<Claim> claims)
    {
        claims = [.. claims.Where(claim => !claim.Holds || !claim.Schema.IsFree)];
        var name = Claim.NameOf(claims);
        if (_known.TryGetValue(name, out var known)) return known;
        Work.Spend(20, claims.Count == 0 ? "#" : claims[0].Schema.Pointer);
        var shape = new ValueShape();
        _known.Add(name, shape);
        _all.Add(shape);
        _waiting.Enqueue((shape, claims));
        return shape;
    }

    /// <summary>The shape of one given value.</summary>
    public ValueShape Constant(JsonElement value, string pointer)
    {
        Work.Spend(20, pointer);
        var shape = new ValueShape();
        _all.Add(shape);
        var texts = new List<byte[]>();
        AddConstant(shape, value, texts, pointer);
        if (texts.Count > 0) shape.Scalars.Add(StringAutomata.OfTexts(texts, Work, pointer));
        return shape;
    }

    private void Measure()
    {
        while (_waiting.TryDequeue(out var next)) Fill(next.Shape, next.Claims);
        Lengths.Find(_all, Work);
    }

    private static void Check(string pointer, ValueShape root)
    {
        if (!root.IsWritable)
            throw new SchemaException(pointer,
                "no document obeys this schema: its demands exclude each other, or it has no end");
        if (root.Shortest > Lengths.MostBytes)
            throw new SchemaException(pointer, $"the shortest document that obeys this schema has"
                + $" {root.Shortest:N0} bytes; at most {Lengths.MostBytes:N0} are written");
    }

    private void Fill(ValueShape shape, List<Claim> claims)
    {
        var literals = new List<byte[]>();
        foreach (var branch in _expansion.Of(claims))
        {
            if (branch.Listed.IsEmpty) AddKinds(shape, branch, literals);
            else foreach (var value in Listing.Of(branch, Work)) AddConstant(shape, value, literals, branch.Pointer);
        }
        var pointer = claims.Count == 0 ? "#" : claims[0].Schema.Pointer;
        if (literals.Count > 0) shape.Scalars.Add(StringAutomata.OfTexts(literals, Work, pointer));
        shape.Simplify(pointer);
    }

    private void AddKinds(ValueShape shape, Branch branch, List<byte[]> literals)
    {
        Work.Spend(branch.Excluded.Count, branch.Pointer);
        if (branch.Kinds.HasFlag(Kinds.Null) && !Excludes(branch, JsonValueKind.Null)) literals.Add("null"u8.ToArray());
        if (branch.Kinds.HasFlag(Kinds.Boolean))
        {
            if (!Excludes(branch, JsonValueKind.True)) literals.Add("true"u8.ToArray());
            if (!Excludes(branch, JsonValueKind.False)) literals.Add("false"u8.ToArray());
        }
        if ((branch.Kinds & Kinds.Number) != 0) shape.Scalars.AddRange(NumberCompiler.Of(branch, Work));
        if (branch.Kinds.HasFlag(Kinds.String)) _strings.Add(shape, branch);
        if (branch.Kinds.HasFlag(Kinds.Array)) _lists.Add(shape, branch);
        if (branch.Kinds.HasFlag(Kinds.Object)) _objects.Add(shape, branch);
    }

    private static bool Excludes(Branch branch, JsonValueKind kind) => branch.Excluded.Any(e => e.ValueKind == kind);

    private void AddConstant(ValueShape shape, JsonElement value, List<byte[]> literals, string pointer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var obj = new ObjectShape();
                foreach (var property in value.EnumerateObject())
                {
                    obj.Slots.Add(new(StringAutomata.Spell(property.Name), true, Constant(property.Value, pointer)));
                }
                shape.Objects.Add(obj);
                break;
            case JsonValueKind.Array:
                var list = new ListShape { Least = value.GetArrayLength(), Most = value.GetArrayLength() };
                list.Prefix.AddRange(value.EnumerateArray().Select(item => Constant(item, pointer)));
                shape.Lists.Add(list);
                break;
            default:
                literals.Add(JsonText.Spell(value));
                break;
        }
    }
}
