using System.Globalization;
using Jaram.Server.Answering;
using Jaram.Server.Asking;
using Jaram.Server.Serving;
using Microsoft.Extensions.AI;

namespace Jaram.Server.Hosting;

/// <summary>Makes vectors of texts with a served model: the mean over the tokens of the stream after the last norm,
/// scaled to length 1. Safe for many threads.</summary>
/// <param name="model">The model; whoever opened it disposes of it.</param>
public sealed class JaramEmbeddingGenerator(ServedModel model) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("jaram", null, model.Name, model.Design.Width);

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            if (options?.ModelId is { } name) model.Refuse(name);
            if (options?.Dimensions is { } dimensions && dimensions != model.Design.Width)
                throw RefusedException.Unsupported(nameof(options.Dimensions), string.Create(CultureInfo.InvariantCulture,
                    $"is {dimensions}, vectors of this model have {model.Design.Width}"));
            var all = new GeneratedEmbeddings<Embedding<float>> { Usage = new() { InputTokenCount = 0 } };
            foreach (var texts in values.Chunk(PromptFields.MostPrompts))
            {
                var prompts = texts.Select(text => model.Text.PromptOf(text, nameof(values))).ToArray();
                var (vectors, _) = await EmbeddingEndpoint.EmbedAsync(model, [.. prompts], "", cancellationToken);
                all.AddRange(vectors.Select(vector => new Embedding<float>(vector)
                    { ModelId = model.Name, CreatedAt = model.Time.GetUtcNow() }));
                all.Usage.InputTokenCount += prompts.Sum(prompt => prompt.Ids.Length);
            }
            all.Usage.TotalTokenCount = all.Usage.InputTokenCount;
            return all;
        }
        catch (RefusedException refusal)
        {
            throw new ServerException(refusal.Message);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Nothing is held: the model is its opener's.</summary>
    public void Dispose() { }
}
