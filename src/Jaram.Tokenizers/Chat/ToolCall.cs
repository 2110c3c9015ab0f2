using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jaram.Tokenizers;

/// <summary>What the assistant asks a tool to do.</summary>
public sealed partial record ToolCall
{
    /// <summary>The name that the answer refers to; chat formats that do not write it answer calls in their order.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Which tool: 1 to 64 letters, digits, <c>_</c>, <c>-</c> and <c>.</c> of ASCII.</summary>
    /// <exception cref="TokenizerException">It is anything else.</exception>
    public required string Name
    {
        get;
        init => field = IsName().IsMatch(value)
            ? value
            : throw new TokenizerException($"A tool's name has 1 to 64 of A-Z a-z 0-9 _ - ., got \"{value}\".");
    }

    /// <summary>What it is given: one JSON object.</summary>
    /// <exception cref="TokenizerException">It is anything else.</exception>
    public required string Arguments
    {
        get;
        init => field = IsObject(value)
            ? value
            : throw new TokenizerException($"The arguments of a tool call are one JSON object, got {value}");
    }

    /// <summary>The call as models write it.</summary>
    internal string Json => $$"""{"name": "{{Name}}", "arguments": {{Arguments}}}""";

    private static bool IsObject(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,64}\z")]
    private static partial Regex IsName();
}
