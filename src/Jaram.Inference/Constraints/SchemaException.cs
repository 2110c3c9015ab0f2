namespace Jaram.Inference.Constraints;

/// <summary>A schema that is no schema, or one that cannot be held to. The message names the place as a JSON pointer,
/// what stands there and what to do.</summary>
/// <param name="place">The place in the schema, as <c>#/properties/a</c>.</param>
/// <param name="message">What is wrong there and what to do.</param>
public sealed class SchemaException(string place, string message) : Exception($"{place}: {message}")
{
    /// <summary>The place in the schema, as <c>#/properties/a</c>.</summary>
    public string Place { get; } = place;
}
