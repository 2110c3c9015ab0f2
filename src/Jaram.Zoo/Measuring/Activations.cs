// What animals make of texts that none of them was raised on: what the stream holds after the last norm at the end of
// each text.
// Source: texts from Jaram.Village, a world of its own.

using System.Collections.Concurrent;
using Jaram.Inference;
using Jaram.Village;

namespace Jaram.Zoo.Measuring;

/// <summary>Activations of animals, computed once each.</summary>
/// <param name="zoo">The zoo; raised.</param>
internal sealed class Activations(ZooFolder zoo)
{
    /// <summary>How many texts all of them read.</summary>
    public const int Texts = 200;

    private const ulong World = 15;
    private const int People = 60, CacheBytes = 1 << 26;

    private static readonly Lazy<IReadOnlyList<string>> _texts = new(() => [.. Village.World
        .Build(new() { Seed = World, People = People, Languages = [Language.Korean, Language.English] })
        .Documents.OfType<Prose>().Select(prose => prose.Text).Distinct().Take(Texts)]);

    private readonly ConcurrentDictionary<string, Lazy<float[]>> _known = [];
    private readonly Lock _tokenizers = new();

    /// <summary>(texts, width) of an animal.</summary>
    public float[] Of(string animal) => _known.GetOrAdd(animal, name => new(() => Made(name))).Value;

    private float[] Made(string name)
    {
        var body = zoo.Enclosure.Read(name);
        Tokenizers.Tokenizer tokenizer;
        lock (_tokenizers) tokenizer = zoo.Texts.Tokenizer(body.Tokenizer);
        using var engine = Engine.Load(body.Design, body.Source(), new() { Threads = 1, CacheBytes = CacheBytes });
        using var batch = new Batch();
        var made = new float[Texts * body.Design.Width];
        foreach (var (at, text) in _texts.Value.Index())
        {
            var ids = tokenizer.EncodePrompt(text);
            var read = ids.AsSpan(0, Math.Min(ids.Length, body.Design.Context));
            using var sequence = engine.Begin();
            batch.Clear();
            var first = batch.Add(sequence, read, Scored.States);
            engine.Run(batch);
            batch.State(first + read.Length - 1).CopyTo(made.AsSpan(at * body.Design.Width));
        }
        return made;
    }
}
