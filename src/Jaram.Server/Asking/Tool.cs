using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jaram.Tokenizers;

namespace Jaram.Server.Asking;

/// <summary>Whether an answer is a call of a tool.</summary>
internal enum Calls
{
    /// <summary>It is text.</summary>
    Never,

    /// <summary>The model chooses.</summary>
    Perhaps,

    /// <summary>It is a call.</summary>
    Always,
}

/// <summary>A function that the model may ask its caller to run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Parameters">The JSON Schema of what it is given.</param>
internal sealed record Tool(string Name, string Description, string Parameters)
{
    /// <summary>What the model is told of tools, before all else that is said.</summary>
    public static ChatMessage Telling(IEnumerable<Tool> tools) => new(ChatRole.System,
        string.Join('\n', tools.Select(tool => tool.Line()).Prepend("Tools that can be called, one a line:")));

    private string Line()
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            if (Description != "") json.WriteString("description", Description);
            json.WritePropertyName("parameters");
            using var parameters = JsonDocument.Parse(Parameters);
            parameters.RootElement.WriteTo(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(line.ToArray());
    }
}

/// <summary>Tools, and whether one is called.</summary>
/// <param name="All">Which can be called.</param>
/// <param name="Calls">Whether one is.</param>
internal sealed record ToolChoice(ImmutableArray<Tool> All, Calls Calls)
{
    /// <summary>No tools.</summary>
    public static ToolChoice None { get; } = new([], Calls.Never);
}
