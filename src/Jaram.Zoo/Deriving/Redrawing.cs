// Parts of a model drawn anew, as first weights are.
// Source: Jaram.Training.Initialisation.

using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Training;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Zoo.Planning;
using static TorchSharp.torch;

namespace Jaram.Zoo.Deriving;

/// <summary>Draws parts.</summary>
internal static class Redrawing
{
    private const int AllBits = 24;

    /// <summary>First weights, all of them.</summary>
    public static Body First(Design design, string tokenizer, ulong seed) =>
        Of(design, tokenizer, _ => true, seed, name => throw new System.Diagnostics.UnreachableException(name));

    /// <summary>One half of each layer drawn anew; norms stay.</summary>
    public static Body Half(Body body, LayerHalf half, ulong seed)
    {
        var part = half == LayerHalf.Attention ? ".mixer.inner." : ".channel.inner.";
        return Of(body.Design, body.Tokenizer, name => name.Contains(part, StringComparison.Ordinal), seed,
            name => body[name]);
    }

    /// <summary>Embedding and head for another vocabulary.</summary>
    public static Body Embeddings(Body body, string tokenizer, int vocabulary, ulong seed) =>
        Of(ZooDesigns.Checked(body.Design with { Vocabulary = vocabulary }), tokenizer,
            name => name is "embedding" or "head", seed, name => body[name]);

    /// <summary>Layers of a donor in a body.</summary>
    public static Body Transplanted(Body body, Body donor, IReadOnlyList<int> layers) =>
        body.With((name, own) => layers.Contains(Axes.LayerOf(name)) ? donor[name] : own);

    private static Body Of(
        Design design, string tokenizer, Func<string, bool> isDrawn, ulong seed, Func<string, Matrix> kept)
    {
        using var model = new Decoder(design, new PlainOperators(), float32);
        var bytes = CounterRandom.Seed(seed);
        return new(design, tokenizer, Initialisation.Of(model, AllBits).Tensors.Select(first =>
        {
            if (!isDrawn(first.Name)) return KeyValuePair.Create(first.Name, kept(first.Name));
            var drawn = new float[first.Count];
            first.Fill(bytes, 0, drawn);
            return KeyValuePair.Create(first.Name, new Matrix([.. first.Shape], drawn));
        }));
    }
}
