// What answers are held to, compiled once and kept, as the same schema comes again and again. How many are kept is
// bounded, or callers could fill memory with schemas (CVE-2025-29770).
// Source: ours.

using System.Text;
using Jaram.Checkpoints;
using Jaram.Inference;
using Jaram.Inference.Constraints;
using Jaram.Server.Asking;

namespace Jaram.Server.Serving;

/// <summary>The rules that were asked for last. Safe for many threads.</summary>
/// <param name="text">The model's tokens.</param>
internal sealed class RuleShelf(ModelText text)
{
    private const int Most = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, Constraint> _known = [];

    /// <summary>Any JSON object.</summary>
    public Constraint AnyObject() => Find("object", "response_format", () => Schema.AnyObject(Spacing.Optional));

    /// <summary>What a schema lets through.</summary>
    /// <param name="schema">JSON.</param>
    /// <exception cref="RefusedException">It is no schema, or one that cannot be held to.</exception>
    public Constraint Obeying(string schema) => Find("schema\n" + schema, "response_format",
        () => Schema.Parse(Encoding.UTF8.GetBytes(schema), Spacing.Optional));

    /// <summary>A call of one of some tools.</summary>
    /// <exception cref="RefusedException">A tool's parameters are no schema, or one that cannot be held to.</exception>
    public Constraint Calling(IReadOnlyCollection<Tool> tools) => Find(
        "call\n" + string.Concat(tools.Select(tool => // the length first, so that no two lists pass for one
            $"{tool.Name}\n{tool.Parameters.Length}\n{tool.Parameters}")), "tools",
        () => Schema.Call([.. tools.Select(tool =>
            (tool.Name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(tool.Parameters)))], Spacing.Optional));

    private Constraint Find(string key, string parameter, Func<Schema> compile)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes(key));
        lock (_lock)
            if (_known.TryGetValue(digest, out var known)) return known;
        try
        {
            var constraint = new Constraint(compile(), text.Tokens);
            lock (_lock)
            {
                if (_known.Count >= Most) _known.Clear();
                return _known[digest] = constraint;
            }
        }
        catch (SchemaException wrong)
        {
            throw new RefusedException(400, "invalid_schema", parameter,
                $"the schema cannot be held to at {wrong.Message}");
        }
        catch (InferenceException wrong)
        {
            throw new RefusedException(400, "unsupported_parameter", parameter, wrong.Message);
        }
    }
}
