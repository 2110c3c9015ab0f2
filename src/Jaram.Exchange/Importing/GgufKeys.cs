// Source: llama.cpp, llama-arch.cpp (names of keys), llama-model.cpp (what each means and which may be missing).

using System.Collections.Frozen;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Families;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Importing;

/// <summary>Reads the keys of a GGUF file.</summary>
internal static class GgufKeys
{
    private const string Factors = "rope_freqs.weight";

    /// <summary>Keys of an architecture that change no answer.</summary>
    private static readonly FrozenSet<string> _harmless = FrozenSet.Create(StringComparer.Ordinal,
        "rope.scaling.finetuned", "tensor_data_layout");

    /// <summary>What a file describes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">For messages.</param>
    /// <param name="name">The design's name.</param>
    /// <exception cref="CheckpointException">A key is missing, wrong, or may change what is computed.</exception>
    public static (Design Design, Family Family, Described Described) Read(GgufReader file, string path, string name)
    {
        var metadata = file.Metadata;
        try
        {
            if (metadata.Find("split.count") is not null && metadata.Whole("split.count") > 1)
                throw new CheckpointException($"the model is split into {metadata.Whole("split.count")} files: merge "
                    + "them with llama-gguf-split first");
            var architecture = metadata.Text("general.architecture");
            var facts = Facts.Of(metadata, architecture + ".", path);
            var family = FamilyOf(architecture, facts, path);
            var described = WithFactors(family.Read(facts, Format.Gguf), file);
            var design = DescribedDesign.Of(described, path, new()
            {
                Name = name, About = $"Imported from a GGUF file, architecture {architecture}.",
                Source = metadata.Find("general.name") is string { Length: > 0 } from ? from : "a GGUF file",
                Vocabulary = Vocabulary(facts, metadata), Width = facts.Whole("embedding_length"),
                Context = facts.Whole("context_length"),
                TiedEmbeddings = !file.Tensors.Any(tensor => tensor.Name == "output.weight"),
                Epsilon = facts.Real("attention.layer_norm_rms_epsilon"),
            });
            facts.RefuseOthers(_harmless);
            return (design, family, described);
        }
        catch (CheckpointException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new CheckpointException($"{path}: {e.Message}");
        }
    }

    private static Family FamilyOf(string architecture, Facts facts, string path)
    {
        List<Family> families = [.. Family.All.Where(family => family.GgufArchitecture == architecture)];
        if (families.Count == 0)
            throw new CheckpointException($"{path}: \"general.architecture\" is {Quoted.Of(architecture)}, Jaram reads "
                + string.Join(", ", Family.All.Select(family => family.GgufArchitecture).Distinct()));
        if (!facts.Has("expert_count")) return families[0];
        return families.OfType<LatentFamily>()
            .FirstOrDefault(family => family.GgufRouting == facts.Whole("expert_gating_func", 1)) ?? families[0];
    }

    private static int Vocabulary(Facts facts, GgufMetadata metadata) => facts.Has("vocab_size")
        ? facts.Whole("vocab_size")
        : metadata.List<string>("tokenizer.ggml.tokens").Length;

    /// <summary>Wavelengths that stand in the file as factors.</summary>
    private static Described WithFactors(Described described, GgufReader file)
    {
        const int Most = 1 << 16;
        if (file.Tensors.FirstOrDefault(tensor => tensor.Name == Factors) is not { Count: <= Most } tensor
            || described.Dense.Mixer is not AttentionDesign { Rotary: { } rotary } mixer) return described;
        var factors = new float[tensor.Count];
        file.Read(Factors, 0, factors);
        return described with
        {
            Dense = described.Dense with { Mixer = mixer with { Rotary = GgufRope.Recognise(rotary, factors) } },
        };
    }
}
