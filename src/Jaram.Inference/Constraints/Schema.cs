// A JSON Schema, ready to be held to. docs/formats/json-schema.md says which keywords, spellings and limits.
// Source: JSON Schema 2020-12, core and validation.

using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>A schema and the program that writes what obeys it. Immutable and safe for many threads.</summary>
public sealed class Schema
{
    /// <summary>Steps that compiling may take, and that checking one document may take.</summary>
    private const long MostSteps = 1_500_000;

    /// <summary>Levels that a document to check may have.</summary>
    private const int MostDepth = 1_024;

    private static readonly byte[] _anyObject = """{"type":"object"}"""u8.ToArray();

    private readonly Func<JsonElement, Validator, bool> _isValid;

    private Schema(Instruction[] program, Func<JsonElement, Validator, bool> isValid) =>
        (Program, _isValid) = (program, isValid);

    /// <summary>What a document may be, as instructions for <see cref="Machine"/>.</summary>
    internal Instruction[] Program { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">UTF-8, at most 64 KiB.</param>
    /// <param name="spacing">Where a document may have spaces.</param>
    /// <exception cref="SchemaException">It is no schema, uses what is not supported, or costs too much.</exception>
    public static Schema Parse(ReadOnlyMemory<byte> json, Spacing spacing) => Guarded(() =>
    {
        var work = new Work(MostSteps);
        var root = SchemaDocument.Read(json, "", 0, work).Root;
        var shape = new ValueCompiler(work).Document(root);
        var program = Assembler.Assemble(shape, spacing, work);
        return new Schema(program, (value, validator) => validator.IsValid(root, value));
    });

    /// <summary>Any JSON object: the mode without a schema.</summary>
    /// <param name="spacing">Where a document may have spaces.</param>
    public static Schema AnyObject(Spacing spacing) => Parse(_anyObject, spacing);

    /// <summary>A call of one of several functions: <c>{"name":"...","arguments":{...}}</c>.</summary>
    /// <param name="functions">The name of each, and the schema of its arguments as UTF-8.</param>
    /// <param name="spacing">Where a document may have spaces.</param>
    /// <exception cref="SchemaException">There is none, two have one name, or a schema cannot be held to; its pointers
    /// begin with the function's name.</exception>
    public static Schema Call(
        IReadOnlyList<(string Name, ReadOnlyMemory<byte> Arguments)> functions, Spacing spacing) => Guarded(() =>
    {
        const int most = 128;
        if (functions.Count is 0 or > most)
            throw new SchemaException("#", $"there are {functions.Count} functions; name 1 to {most}");
        if (functions.CountBy(f => f.Name).FirstOrDefault(f => f.Value > 1) is { Key: { } twice })
            throw new SchemaException("#", $"two functions have the name \"{twice}\"");
        var work = new Work(MostSteps);
        var anyObject = SchemaDocument.Read(_anyObject, "", 0, work);
        var next = anyObject.NextNumber;
        var roots = new List<(string Name, SchemaNode Root)>();
        foreach (var (name, arguments) in functions)
        {
            var document = SchemaDocument.Read(arguments, name, next, work);
            roots.Add((name, document.Root));
            next = document.NextNumber;
        }
        var shape = new ValueCompiler(work).Calls(roots, anyObject.Root);
        var program = Assembler.Assemble(shape, spacing, work);
        return new Schema(program, (value, validator) => IsCall(value, validator, roots));
    });

    /// <summary>True if a finished document obeys the schema. Found by reading it, apart from the automaton.</summary>
    /// <param name="document">UTF-8.</param>
    /// <exception cref="SchemaException">That would take too many steps to tell.</exception>
    public bool IsValid(ReadOnlyMemory<byte> document) => Guarded(() =>
    {
        JsonElement value;
        try
        {
            value = JsonText.Read(document, new() { MaxDepth = MostDepth });
        }
        catch (JsonException)
        {
            return false;
        }
        return _isValid(value, new(new(MostSteps)));
    });

    private static bool IsCall(JsonElement value, Validator validator, List<(string Name, SchemaNode Root)> roots) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().Count() == 2
        && value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
        && value.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object
        && roots.Any(root => root.Name == name.GetString() && validator.IsValid(root.Root, arguments));

    /// <summary>A schema that is deep beyond the stack costs too much as well.</summary>
    private static T Guarded<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new SchemaException("#", "nests too deep; make it simpler");
        }
    }
}
