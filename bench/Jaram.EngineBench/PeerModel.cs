using Jaram.Architecture;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange;
using Jaram.Exchange.Exporting;
using Jaram.Inference;
using Jaram.Tokenizers;

namespace Jaram.EngineBench;

/// <summary>The same random model as a file for llama.cpp.</summary>
internal static class PeerModel
{
    /// <summary>Writes it, with a vocabulary of syllables that mean nothing.</summary>
    public static void Write(Design design, EngineOptions options, string type, string path)
    {
        var random = new Random(1);
        var text = string.Join(' ', Enumerable.Range(0, 200_000).Select(_ => string.Concat(
            Enumerable.Range(0, random.Next(2, 6)).Select(_ => $"{"bdfgklmnprstvz"[random.Next(14)]}{"aeiou"[random.Next(5)]}"))));
        var tokenizer = BpeTrainer.Train([text], new() { Vocabulary = design.Vocabulary }, null);
        var tensors = Engine.TensorsOf(design, options).ToList();
        var loads = tensors.Where(tensor => tensor.Name.EndsWith(".bias", StringComparison.Ordinal))
            .Select(tensor => (tensor.Name.Replace(".bias", ".load", StringComparison.Ordinal), tensor.Shape));
        var model = new ExportedModel(design, new SharedWeights([.. tensors, .. loads]),
            new(tokenizer, []), Format.Gguf, AheadModules.Refuse);
        GgufFile.Write(path, model, Enum.Parse<GgufType>(type), design.Name);
    }
}
