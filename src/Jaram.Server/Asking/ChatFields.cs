using Jaram.Server.Serving;

namespace Jaram.Server.Asking;

/// <summary>Reads requests for chat completions.</summary>
internal static class ChatFields
{
    /// <summary>The question of a request.</summary>
    /// <exception cref="RefusedException">A parameter is missing, wrong, or not obeyed.</exception>
    public static Question Read(Fields fields, ServedModel model)
    {
        model.Refuse(fields.NeededText("model"));
        var messages = MessageFields.Read(fields);
        var (streams, tellsUsage) = SamplingFields.Stream(fields);
        var (tells, alternatives) = Probabilities(fields);
        var (tools, form) = (ToolFields.Read(fields), Form(fields));
        var most = Most(fields);
        var sampling = SamplingFields.Read(fields, model.Text.Vocabulary);
        var (choices, stops) = (SamplingFields.Choices(fields), SamplingFields.Stops(fields));
        fields.Only("store", "false");
        fields.Only("modalities", "[\"text\"]");
        fields.Only("service_tier", "\"auto\"", "\"default\"");
        fields.Only("functions");
        fields.Only("function_call");
        fields.Finish();
        return Ask(model, messages, tools, form) with
        {
            Sampling = sampling, Choices = choices, Stops = stops, MostTokens = most, TellsProbabilities = tells,
            Alternatives = alternatives, Streams = streams, TellsUsage = tellsUsage,
        };
    }

    /// <summary>A question about a conversation.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="messages">What was said.</param>
    /// <param name="tools">What may be called.</param>
    /// <param name="form">What the answer is held to.</param>
    /// <exception cref="RefusedException">The model cannot call, or the schema cannot be held to.</exception>
    public static Question Ask(ServedModel model, IReadOnlyList<Tokenizers.ChatMessage> messages, ToolChoice tools,
        AnswerForm form)
    {
        if (tools.Calls != Calls.Never && form is not AnswerForm.Text)
            throw RefusedException.Unsupported("response_format", "does not go with tools");
        if (tools.Calls == Calls.Perhaps && model.Text.CallToken is null)
            throw RefusedException.Unsupported("tools", "cannot be called by choice, as the model has no token that "
                + "begins a call: set 'tool_choice' to required or none, or");
        return new()
        {
            Prompts = [model.Text.ChatOf(tools.All.IsEmpty ? messages : [Tool.Telling(tools.All), .. messages], tools.Calls)],
            Calls = tools.Calls,
            Guidance = (tools.Calls, form) switch
            {
                (Calls.Perhaps, _) => new(model.Rules.Calling(tools.All), model.Text.CallToken),
                (Calls.Always, _) => new(model.Rules.Calling(tools.All), null),
                (_, AnswerForm.AnyObject) => new(model.Rules.AnyObject(), null),
                (_, AnswerForm.Obeying schema) => new(model.Rules.Obeying(schema.Schema), null),
                _ => null,
            },
        };
    }

    private static (bool Tells, int Alternatives) Probabilities(Fields fields)
    {
        var tells = fields.Flag("logprobs");
        var alternatives = (int)(fields.Whole("top_logprobs", 0, SamplingFields.MostAlternatives) ?? 0);
        return alternatives == 0 || tells
            ? (tells, alternatives)
            : throw RefusedException.Unsupported("top_logprobs", "goes with 'logprobs': true only");
    }

    private static int? Most(Fields fields)
    {
        var older = fields.Whole("max_tokens", 1, int.MaxValue);
        var newer = fields.Whole("max_completion_tokens", 1, int.MaxValue);
        return older is not null && newer is not null && older != newer
            ? throw RefusedException.Invalid("max_tokens",
                $"'max_tokens' is {older}, 'max_completion_tokens' is {newer}; leave one out")
            : (int?)(newer ?? older);
    }

    private static AnswerForm Form(Fields fields)
    {
        if (fields.Object("response_format") is not { } format) return new AnswerForm.Text();
        var kind = format.Word("type", "text", "json_object", "json_schema");
        var schema = kind == "json_schema"
            ? SchemaOf(format.Object("json_schema") ?? throw format.Missing("json_schema"))
            : "";
        format.Finish();
        return kind switch
        {
            "text" => new AnswerForm.Text(),
            "json_object" => new AnswerForm.AnyObject(),
            _ => new AnswerForm.Obeying(schema),
        };
    }

    private static string SchemaOf(Fields format)
    {
        format.NeededText("name");
        format.Text("description");
        format.Flag("strict");                                          // an answer is held to the schema always
        var schema = format.Take("schema") ?? throw format.Missing("schema");
        format.Finish();
        return schema.GetRawText();
    }
}
