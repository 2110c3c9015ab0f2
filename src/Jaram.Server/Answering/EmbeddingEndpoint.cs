using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Jaram.Inference.Serving;
using Jaram.Server.Asking;
using Jaram.Server.Counting;
using Jaram.Server.Serving;
using Jaram.Server.Wire;

namespace Jaram.Server.Answering;

/// <summary>POST /v1/embeddings</summary>
internal static class EmbeddingEndpoint
{
    private const string Pooling = "mean over the tokens of the stream after the last norm, scaled to length 1";

    /// <summary>Answers a request.</summary>
    public static async Task AnswerAsync(Talk talk)
    {
        var fields = await talk.ReadAsync();
        var model = talk.Model;
        model.Refuse(fields.NeededText("model"));
        var prompts = PromptFields.Read(fields, "input", model.Text);
        var isCoded = fields.Word("encoding_format", "float", "base64") == "base64";
        fields.Only("dimensions", FormattableString.Invariant($"{model.Design.Width}"));
        fields.Finish();
        var (vectors, cost) = await EmbedAsync(model, prompts, talk.Tenant, talk.Cancel);
        var tokens = prompts.Sum(prompt => prompt.Ids.Length);
        var usage = new EmbeddingUsage(tokens, tokens, cost);
        var facts = new EmbeddingFacts(Pooling, model.Design.Width);
        if (isCoded)
            await talk.AnswerAsync(new("list", [.. vectors.Select((vector, i) =>
                new Embedding<string>("embedding", i, Coded(vector)))], model.Name, usage, facts),
                WireJson.Wide.CodedEmbeddings);
        else
            await talk.AnswerAsync(new("list", [.. vectors.Select((vector, i) =>
                new Embedding<float[]>("embedding", i, vector))], model.Name, usage, facts),
                WireJson.Wide.FloatEmbeddings);
    }

    /// <summary>Vectors of texts, each of length 1.</summary>
    /// <exception cref="RefusedException">A text is too long, or too many orders wait.</exception>
    public static async Task<(float[][] Vectors, Cost Cost)> EmbedAsync(
        ServedModel model, ImmutableArray<Prompt> prompts, string tenant, CancellationToken cancel)
    {
        using var meterage = model.Gauges.Begin("embeddings");
        var answers = new List<Answer>();
        using var gone = cancel.UnsafeRegister(static it => Forget((List<Answer>)it!), answers);
        try
        {
            foreach (var prompt in prompts)
            {
                model.Fitting(prompt.Ids.Length, 0);
                var answer = model.Order(new()
                    { Prompt = prompt.Ids, Sampling = new(), MostTokens = 0, Embeds = true, Tenant = tenant });
                lock (answers) answers.Add(answer);
            }
            foreach (var answer in answers) await answer.Tokens.Completion;
        }
        catch
        {
            Forget(answers);
            throw;
        }
        cancel.ThrowIfCancellationRequested();
        if (answers.Any(answer => answer.Reason == EndReason.Cancelled)) throw RefusedException.Stopping;
        return ([.. answers.Select(answer => Unit(answer.Embedding.AsSpan()))],
            meterage.Usage(answers, answers, 0).Jaram);
    }

    private static void Forget(List<Answer> answers)
    {
        lock (answers)
            foreach (var answer in answers) answer.Cancel();
    }

    private static float[] Unit(ReadOnlySpan<float> vector)
    {
        var square = 0.0;
        foreach (var value in vector) square += (double)value * value;
        var length = Math.Sqrt(square);
        var unit = new float[vector.Length];
        for (var i = 0; i < unit.Length; i++) unit[i] = (float)(vector[i] / (length > 0 ? length : 1));
        return unit;
    }

    /// <summary>The bytes of a vector, little-endian, in Base64.</summary>
    private static string Coded(float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()));
}
