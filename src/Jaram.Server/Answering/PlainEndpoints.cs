using Jaram.Server.Asking;
using Jaram.Server.Serving;
using Jaram.Server.Wire;

namespace Jaram.Server.Answering;

/// <summary>Endpoints that only look something up.</summary>
internal static class PlainEndpoints
{
    /// <summary>GET /v1/models</summary>
    public static Task ModelsAsync(Talk talk) =>
        talk.AnswerAsync(new("list", [CardOf(talk.Model)]), WireJson.Wide.ModelList);

    /// <summary>GET /v1/models/NAME</summary>
    public static Task ModelAsync(Talk talk)
    {
        talk.Model.Refuse(talk.NameInPath);
        return talk.AnswerAsync(CardOf(talk.Model), WireJson.Wide.ModelCard);
    }

    /// <summary>POST /tokenize</summary>
    public static async Task TokenizeAsync(Talk talk)
    {
        var fields = await talk.ReadAsync();
        if (fields.Text("model") is { } name) talk.Model.Refuse(name);
        var ids = talk.Model.Text.Tokenize(fields.NeededText("prompt"), fields.Flag("add_special_tokens"));
        fields.Finish();
        await talk.AnswerAsync(new([.. ids], ids.Length), WireJson.Wide.TokenList);
    }

    /// <summary>POST /detokenize</summary>
    public static async Task DetokenizeAsync(Talk talk)
    {
        var fields = await talk.ReadAsync();
        if (fields.Text("model") is { } name) talk.Model.Refuse(name);
        var list = fields.Take("tokens") ?? throw fields.Missing("tokens");
        fields.Finish();
        var ids = PromptFields.Ids(list, "tokens", talk.Model.Text.Vocabulary);
        await talk.AnswerAsync(new(talk.Model.Text.TextOf(ids.AsSpan())), WireJson.Wide.PlainText);
    }

    /// <summary>GET /tokenizer_info</summary>
    public static Task TokenizerAsync(Talk talk)
    {
        var (begin, end, pad) = talk.Model.Text.Names;
        return talk.AnswerAsync(new(end, begin, pad, talk.Model.Text.Template), WireJson.Wide.TokenizerFacts);
    }

    /// <summary>GET /props</summary>
    public static Task PropertiesAsync(Talk talk)
    {
        var (model, options) = (talk.Model, talk.Model.Options);
        var isMeasured = model.Gauges.Energy.IsThere;
        return talk.AnswerAsync(new(CardOf(model),
            new(model.Engine.Options.Weights.Layers.ToString(), model.Engine.WeightBytes,
                model.Engine.Options.Cache.ToString(), model.Engine.Options.CacheBytes, model.Engine.PageBytes / 16.0,
                model.Engine.Options.Threads, options.Scheduling.Seats, options.Scheduling.MostWaiting),
            new(model.Design.Context, JsonBody.MostBytes, JsonBody.MostDepth, MessageFields.Most,
                PromptFields.MostPrompts, SamplingFields.MostChoices, SamplingFields.MostStops,
                SamplingFields.LongestStop, SamplingFields.MostAlternatives, options.AnswerTokens,
                options.AnswerTime.TotalSeconds),
            new(isMeasured ? "measured" : "estimated", isMeasured
                ? "mean power of the processor packages while a request was there (RAPL), times the engine's seconds"
                : "the engine's seconds for a request, times threads, times the declared watts of a core: within 50 %",
                options.Prices)), WireJson.Wide.Properties);
    }

    private static ModelCard CardOf(ServedModel model) => new(model.Name, "model", model.Loaded.ToUnixTimeSeconds(),
        "jaram", new(model.Design.Name, model.Step, model.Weights.ToString(), model.Design.Context,
            model.Text.Vocabulary));
}
