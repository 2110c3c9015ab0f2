using Jaram.Server.Serving;

namespace Jaram.Server.Asking;

/// <summary>Reads requests for completions.</summary>
internal static class CompletionFields
{
    /// <summary>Tokens of an answer to whoever does not say: OpenAI's number.</summary>
    private const int UsualTokens = 16;

    /// <summary>The question of a request.</summary>
    /// <exception cref="RefusedException">A parameter is missing, wrong, or not obeyed.</exception>
    public static Question Read(Fields fields, ServedModel model)
    {
        model.Refuse(fields.NeededText("model"));
        var (streams, tellsUsage) = SamplingFields.Stream(fields);
        var alternatives = fields.Whole("logprobs", 0, SamplingFields.MostAlternatives);
        var echoes = fields.Flag("echo");
        var question = new Question
        {
            Prompts = PromptFields.Read(fields, "prompt", model.Text), Choices = SamplingFields.Choices(fields),
            Sampling = SamplingFields.Read(fields, model.Text.Vocabulary), Stops = SamplingFields.Stops(fields),
            MostTokens = (int)(fields.Whole("max_tokens", 0, int.MaxValue) ?? UsualTokens),
            TellsProbabilities = alternatives is not null, Alternatives = (int)(alternatives ?? 0), Echoes = echoes,
            TellsEnd = alternatives is not null, Streams = streams, TellsUsage = tellsUsage,
        };
        if (question.MostTokens == 0 && !echoes)
            throw RefusedException.Invalid("max_tokens",
                "'max_tokens' is 0 and 'echo' is not true: nothing would come; ask for a token, or for the echo");
        fields.Only("best_of", "1");
        fields.Only("suffix", "\"\"");
        fields.Finish();
        return question;
    }
}
