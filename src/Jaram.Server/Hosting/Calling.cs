using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jaram.Server.Asking;
using Jaram.Tokenizers;
using Microsoft.Extensions.AI;
using ChatRole = Jaram.Tokenizers.ChatRole;
using Message = Jaram.Tokenizers.ChatMessage;

namespace Jaram.Server.Hosting;

/// <summary>Calls of tools and their answers, between Microsoft.Extensions.AI's words and ours.</summary>
internal static class Calling
{
    private static readonly JsonTypeInfo<IDictionary<string, object?>> _arguments =
        (JsonTypeInfo<IDictionary<string, object?>>)AIJsonUtilities.DefaultOptions
            .GetTypeInfo(typeof(IDictionary<string, object?>));

    private static readonly JsonTypeInfo<object> _any =
        (JsonTypeInfo<object>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(object));

    /// <summary>A call as content.</summary>
    public static FunctionCallContent ContentOf(ToolCall call) =>
        new(call.Id, call.Name, JsonSerializer.Deserialize(call.Arguments, _arguments));

    /// <summary>A call as it is laid out for the model.</summary>
    public static ToolCall CallOf(FunctionCallContent call) => new()
    {
        Id = call.CallId, Name = call.Name,
        Arguments = JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), _arguments),
    };

    /// <summary>What a tool answered.</summary>
    public static Message AnswerOf(FunctionResultContent answer) => new(ChatRole.Tool,
        answer.Result as string ?? JsonSerializer.Serialize(answer.Result!, _any));

    /// <summary>The tools of some options.</summary>
    /// <exception cref="RefusedException">One is no function, or the one that must be called is not there.</exception>
    public static ToolChoice ChoiceOf(ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode) return ToolChoice.None;
        var all = tools.Select(tool => tool as AIFunctionDeclaration
                ?? throw RefusedException.Unsupported(nameof(options.Tools), $"has '{tool.Name}', which is no function"))
            .Select(tool => new Tool(tool.Name, tool.Description, tool.JsonSchema.GetRawText())).ToList();
        return options.ToolMode switch
        {
            RequiredChatToolMode { RequiredFunctionName: { } name } => all.Find(tool => tool.Name == name) is { } named
                ? new([named], Calls.Always)
                : throw RefusedException.Invalid(nameof(options.ToolMode),
                    $"the tool mode names the function '{name}', which is not among the tools; name one of them"),
            RequiredChatToolMode => new([.. all], Calls.Always),
            _ => new([.. all], Calls.Perhaps),
        };
    }
}
