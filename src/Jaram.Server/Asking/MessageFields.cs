using System.Text.Json;
using Jaram.Tokenizers;

namespace Jaram.Server.Asking;

/// <summary>Reads what was said in a chat.</summary>
internal static class MessageFields
{
    /// <summary>Messages in one request, and parts or calls in a message.</summary>
    public const int Most = 256;

    /// <summary>The messages of a request.</summary>
    /// <exception cref="RefusedException">There are none or too many, or one is wrong.</exception>
    public static List<ChatMessage> Read(Fields fields)
    {
        var list = fields.List("messages", Most) ?? throw fields.Missing("messages");
        if (list.Count == 0) throw RefusedException.Invalid("messages", "'messages' is empty; add what the user says");
        return [.. list.Select((message, i) => One(Fields.ObjectOf(message, $"messages[{i}]")))];
    }

    private static ChatMessage One(Fields fields)
    {
        var role = fields.Word("role", "user", "assistant", "system", "developer", "tool") switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            "tool" => ChatRole.Tool,
            _ => ChatRole.System,
        };
        if (role == ChatRole.Tool) fields.NeededText("tool_call_id");   // answers come in the order of their calls
        var calls = role == ChatRole.Assistant && fields.List("tool_calls", Most) is { } list
            ? list.Select((call, i) => Call(Fields.ObjectOf(call, $"{fields.NameOf("tool_calls")}[{i}]"))).ToList()
            : [];
        var content = Content(fields, isNeeded: calls.Count == 0);
        if (role == ChatRole.Assistant) SayOnlyWhatHappens(fields);
        fields.Finish();
        return new(role, content) { Calls = calls };
    }

    /// <summary>What our own answers have, and clients send back.</summary>
    private static void SayOnlyWhatHappens(Fields fields)
    {
        fields.Only("refusal");
        fields.Only("audio");
        fields.Only("function_call");
        fields.Only("annotations", "[]");
    }

    /// <summary>A text, or parts that are texts.</summary>
    private static string Content(Fields fields, bool isNeeded)
    {
        if (fields.Take("content") is not { } value) return isNeeded ? throw fields.Missing("content") : "";
        var name = fields.NameOf("content");
        return value.ValueKind == JsonValueKind.Array
            ? string.Concat(Fields.ListOf(value, name, Most).Select((part, i) => Part(part, $"{name}[{i}]")))
            : Fields.TextOf(value, name);
    }

    private static string Part(JsonElement value, string name)
    {
        var part = Fields.ObjectOf(value, name);
        part.Word("type", "text");
        var text = part.NeededText("text");
        part.Finish();
        return text;
    }

    private static ToolCall Call(Fields call)
    {
        call.Word("type", "function");
        var id = call.NeededText("id");
        var function = call.Object("function") ?? throw call.Missing("function");
        var (name, arguments) = (function.NeededText("name"), function.NeededText("arguments"));
        function.Finish();
        call.Finish();
        try
        {
            return new() { Id = id, Name = name, Arguments = arguments };
        }
        catch (TokenizerException wrong)
        {
            throw RefusedException.Invalid(call.NameOf("function"), wrong.Message);
        }
    }
}
