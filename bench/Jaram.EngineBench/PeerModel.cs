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
    /// <summary>Writes it, with a vocabulary of bytes and empty tokens.</summary>
    public static void Write(Design design, EngineOptions options, string type, string path)
    {
        var tokenizer = BpeTrainer.Train(["a byte is a token"], new() { Vocabulary = 262 }, null);
        var tensors = Engine.TensorsOf(design, options).ToList();
        var loads = tensors.Where(tensor => tensor.Name.EndsWith(".bias", StringComparison.Ordinal))
            .Select(tensor => (tensor.Name.Replace(".bias", ".load", StringComparison.Ordinal), tensor.Shape));
        var model = new ExportedModel(design, new SharedWeights([.. tensors, .. loads]),
            TokenizerFiles.Of(tokenizer), Format.Gguf, AheadModules.Refuse);
        GgufFile.Write(path, model, Enum.Parse<GgufType>(type), design.Name);
    }
}
