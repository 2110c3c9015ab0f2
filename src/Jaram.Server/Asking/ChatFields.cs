using System.Text.Json;
using Jaram.Server.Serving;
using Jaram.Tokenizers;

namespace Jaram.Server.Asking;

/// <summary>Reads requests for chat completions.</summary>
internal static class ChatFields
{
    /// <summary>Messages in one request.</summary>
    public const int MostMessages = 256;

    /// <summary>The question of a request.</summary>
    /// <exception cref="RefusedException">A parameter is missing, wrong, or not obeyed.</exception>
    public static Question Read(Fields fields, ServedModel model)
    {
        model.Refuse(fields.NeededText("model"));
        var messages = Messages(fields);
        var (streams, tellsUsage) = SamplingFields.Stream(fields);
        var tells = fields.Flag("logprobs");
        var alternatives = (int)(fields.Whole("top_logprobs", 0, SamplingFields.MostAlternatives) ?? 0);
        if (alternatives > 0 && !tells)
            throw RefusedException.Unsupported("top_logprobs", "goes with 'logprobs': true only");
        var question = new Question
        {
            Prompts = [model.Text.ChatOf(messages)], Choices = SamplingFields.Choices(fields),
            Sampling = SamplingFields.Read(fields, model.Text.Vocabulary), Stops = SamplingFields.Stops(fields),
            MostTokens = Most(fields), TellsProbabilities = tells, Alternatives = alternatives, Streams = streams,
            TellsUsage = tellsUsage,
        };
        SayOnlyWhatHappens(fields);
        fields.Finish();
        return question;
    }

    private static int? Most(Fields fields)
    {
        var (older, newer) = (fields.Whole("max_tokens", 1, int.MaxValue), fields.Whole("max_completion_tokens", 1, int.MaxValue));
        return older is not null && newer is not null && older != newer
            ? throw RefusedException.Invalid("max_tokens",
                $"'max_tokens' is {older}, 'max_completion_tokens' is {newer}; leave one out")
            : (int?)(newer ?? older);
    }

    private static List<ChatMessage> Messages(Fields fields)
    {
        var list = fields.List("messages", MostMessages) ?? throw fields.Missing("messages");
        if (list.Count == 0) throw RefusedException.Invalid("messages", "'messages' is empty; add what the user says");
        return [.. list.Select((message, i) => Message(Fields.ObjectOf(message, $"messages[{i}]")))];
    }

    private static ChatMessage Message(Fields fields)
    {
        var role = fields.Word("role", "user", "assistant", "system", "developer") switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            _ => ChatRole.System,
        };
        var content = Content(fields);
        fields.Only("refusal");
        fields.Only("audio");
        fields.Only("function_call");
        fields.Only("tool_calls", "[]");
        fields.Only("annotations", "[]");
        fields.Finish();
        return new(role, content);
    }

    /// <summary>A text, or parts that are texts.</summary>
    private static string Content(Fields fields)
    {
        var value = fields.Take("content") ?? throw fields.Missing("content");
        var name = fields.NameOf("content");
        return value.ValueKind == JsonValueKind.Array
            ? string.Concat(Fields.ListOf(value, name, MostMessages).Select((part, i) => Part(part, $"{name}[{i}]")))
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

    private static void SayOnlyWhatHappens(Fields fields)
    {
        fields.Only("store", "false");
        fields.Only("modalities", "[\"text\"]");
        fields.Only("service_tier", "\"auto\"", "\"default\"");
        fields.Only("functions");
        fields.Only("function_call");
        fields.Only("tools");
        fields.Only("tool_choice", "\"none\"");
        fields.Only("parallel_tool_calls");
        if (fields.Object("response_format") is { } format)
        {
            format.Word("type", "text");
            format.Finish();
        }
    }
}
