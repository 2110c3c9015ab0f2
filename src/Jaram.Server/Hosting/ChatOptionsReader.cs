using System.Collections.Immutable;
using System.Security.Cryptography;
using Jaram.Inference;
using Jaram.Inference.Generating;
using Jaram.Server.Asking;
using Jaram.Server.Serving;
using Microsoft.Extensions.AI;
using Message = Jaram.Tokenizers.ChatMessage;
using Role = Jaram.Tokenizers.ChatRole;

namespace Jaram.Server.Hosting;

/// <summary>Reads messages and options of Microsoft.Extensions.AI.</summary>
internal static class ChatOptionsReader
{
    /// <summary>The question that they ask.</summary>
    /// <exception cref="RefusedException">One is not obeyed, or out of its range.</exception>
    public static Question Read(IEnumerable<ChatMessage> messages, ChatOptions options, ServedModel model)
    {
        if (options.ModelId is { } name) model.Refuse(name);
        Refuse(nameof(options.ConversationId), options.ConversationId is not null);
        Refuse(nameof(options.Reasoning), options.Reasoning is not null);
        Refuse(nameof(options.RawRepresentationFactory), options.RawRepresentationFactory is not null);
        Refuse(nameof(options.AdditionalProperties), options.AdditionalProperties is { Count: > 0 });
        Refuse(nameof(options.ContinuationToken), options.ContinuationToken is not null);
        var said = messages.SelectMany(Messages).ToList();
        if (options.Instructions is { } instructions) said.Insert(0, new(Role.System, instructions));
        return ChatFields.Ask(model, said, Calling.ChoiceOf(options), Form(options.ResponseFormat)) with
        {
            Sampling = Sampling(options), Stops = Stops(options), MostTokens = Most(options),
        };
    }

    private static void Refuse(string option, bool isSet)
    {
        if (isSet) throw RefusedException.Unsupported(option, "is not an option that this model obeys");
    }

    private static IEnumerable<Message> Messages(ChatMessage message)
    {
        var answers = message.Contents.OfType<FunctionResultContent>().Select(Calling.AnswerOf).ToList();
        var calls = message.Contents.OfType<FunctionCallContent>().Select(Calling.CallOf).ToList();
        foreach (var content in message.Contents)
            if (content is not (TextContent or FunctionResultContent or FunctionCallContent or UsageContent))
                throw RefusedException.Unsupported(content.GetType().Name, "is content that this model cannot read");
        if (message.Role == ChatRole.Tool) return answers;
        var role = message.Role == ChatRole.System ? Role.System
            : message.Role == ChatRole.User ? Role.User
            : message.Role == ChatRole.Assistant ? Role.Assistant
            : throw RefusedException.Invalid("role", $"'{message.Role}' is no role; use system, user, assistant or tool");
        return [new(role, message.Text) { Calls = calls }, .. answers];
    }

    private static SamplingOptions Sampling(ChatOptions options)
    {
        try
        {
            return new()
            {
                Temperature = options.Temperature ?? 1, TopP = Math.Max(options.TopP ?? 1, double.Epsilon),
                TopK = options.TopK ?? 0, FrequencyPenalty = options.FrequencyPenalty ?? 0,
                PresencePenalty = options.PresencePenalty ?? 0,
                Seed = (ulong)(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
            };
        }
        catch (InferenceException wrong)
        {
            throw RefusedException.Invalid("options", wrong.Message);
        }
    }

    private static ImmutableArray<string> Stops(ChatOptions options)
    {
        var stops = options.StopSequences ?? [];
        return stops.Count <= SamplingFields.MostStops
            && stops.All(stop => stop.Length is > 0 and <= SamplingFields.LongestStop)
                ? [.. stops.Select(stop => stop.Normalize())]
                : throw RefusedException.Invalid(nameof(options.StopSequences),
                    $"there may be {SamplingFields.MostStops} stop texts of 1 to {SamplingFields.LongestStop} characters; "
                    + "correct them");
    }

    private static int? Most(ChatOptions options) => options.MaxOutputTokens is null or > 0
        ? options.MaxOutputTokens
        : throw RefusedException.Invalid(nameof(options.MaxOutputTokens),
            $"an answer may have 1 token or more, got {options.MaxOutputTokens}; correct it");

    private static AnswerForm Form(ChatResponseFormat? format) => format switch
    {
        null or ChatResponseFormatText => new AnswerForm.Text(),
        ChatResponseFormatJson { Schema: { } schema } => new AnswerForm.Obeying(schema.GetRawText()),
        ChatResponseFormatJson => new AnswerForm.AnyObject(),
        _ => throw RefusedException.Unsupported("ResponseFormat", $"is {format.GetType().Name}, which is not known"),
    };
}
