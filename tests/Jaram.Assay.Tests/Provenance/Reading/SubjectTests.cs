using System.Runtime.InteropServices;
using System.Text.Json;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;

namespace Jaram.Assay.Tests.Provenance.Reading;

public sealed class SubjectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-assay-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_quantised_copy_in_gguf_is_found_by_places_as_its_names_are_others()
    {
        var parent = Toy.Of(1);
        var path = Path.Combine(_folder, "copy.gguf");
        WriteGguf(parent, path);
        using var copy = Subject.Open(path);
        var found = Scan(copy, parent);
        Assert.All(found.Findings, finding => Assert.IsType<Verdict.Dependent>(finding.Verdict));
        Assert.Equal(TokenizerSays.Same, found.Tokenizer);
        Assert.All(Scan(copy, Toy.Of(2)).Findings, finding => Assert.IsType<Verdict.Independent>(finding.Verdict));
    }

    [Fact]
    public void Shards_with_an_index_are_one_model()
    {
        var parent = Toy.Of(1);
        var names = parent.Names.ToList();
        var map = new Dictionary<string, string>();
        foreach (var (half, file) in new[] { "model-00001-of-00002", "model-00002-of-00002" }.Index())
        {
            var here = names.Where((_, at) => at % 2 == half).ToList();
            foreach (var name in here) map.Add(name, file + ".safetensors");
            using var to = File.Create(Path.Combine(_folder, file + ".safetensors"));
            SafetensorsWriter.Write(to, here.Select(name => new TensorEntry(name, DType.F32, parent.Shape(name))),
                (tensor, from) => MemoryMarshal.AsBytes(parent[tensor.Name].AsSpan())[(int)from..]);
        }
        File.WriteAllText(Path.Combine(_folder, "model.safetensors.index.json"),
            JsonSerializer.Serialize(new { weight_map = map }));
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"),
            JsonSerializer.Serialize(new { model = new { vocab = Toy.Tokens.Ids, merges = Toy.Tokens.Merges } }));
        using var copy = Subject.Open(_folder);
        Assert.Equal(Toy.Tokens.Ids, copy.Tokenizer.Ids);
        Assert.All(Scan(copy, parent).Findings, finding =>
        {
            Assert.IsType<Verdict.Dependent>(finding.Verdict);
            Assert.Equal(finding.Equality.Tensors, finding.Equality.Identical);
        });
        File.Delete(Path.Combine(_folder, "model-00002-of-00002.safetensors"));
        Assert.Contains("model-00002-of-00002.safetensors",
            Assert.Throws<CheckpointException>(() => Subject.Open(_folder)).Message);
    }

    [Theory]
    [InlineData(DType.F8E4M3)]
    [InlineData(DType.F8E5M2)]
    public void A_copy_in_floats_of_8_bits_is_found_without_their_scales(DType type)
    {
        var parent = Toy.Of(1);
        using var copy = Write(parent, _ => (type, 1, numbers => [.. numbers.Select(x => Float8(x * 64, type))]));
        Assert.All(Scan(copy, parent).Findings, finding => Assert.IsType<Verdict.Dependent>(finding.Verdict));
        Assert.All(Scan(copy, Toy.Of(2)).Findings, finding => Assert.IsType<Verdict.Independent>(finding.Verdict));
    }

    /// <summary>What cannot be read says nothing, and the rest is judged.</summary>
    [Fact]
    public void Packed_weights_cannot_be_told_and_others_can()
    {
        var parent = Toy.Of(1);
        using var copy = Write(parent, name => name.Contains("self_attn", StringComparison.Ordinal)
            ? (DType.I32, 8, numbers => new byte[numbers.Length / 2])
            : (DType.F32, 1, numbers => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray()));
        var findings = Scan(copy, parent).Findings
            .ToDictionary(finding => finding.Component, finding => finding.Verdict);
        Assert.Equal(new Verdict.CannotTell(Obstacle.Packed), findings[Component.Attention]);
        Assert.IsType<Verdict.Dependent>(findings[Component.Mlp]);
    }

    [Theory]
    [InlineData("""{"model": {"vocab": {"a": 0, "b": 1}, "merges": ["a b"]}}""")]
    [InlineData("""{"model": {"vocab": {"a": 0, "b": 1}, "merges": [["a", "b"]]}}""")]
    [InlineData("""{"model": {"vocab": [["a", -1.5], ["b", -2]]}}""")]
    public void Vocabularies_are_read_in_every_form(string json)
    {
        var facts = TokenizerFacts.OfJson(System.Text.Encoding.UTF8.GetBytes(json), "tokenizer.json");
        Assert.Equal([("a", 0), ("b", 1)], facts.Ids.OrderBy(id => id.Value).Select(id => (id.Key, id.Value)));
        Assert.All(facts.Merges, merge => Assert.Equal("a b", merge));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"model": {"vocab": {"a": 0, "a": 1}}}""")]
    [InlineData("""{"model": {"vocab": {"a": "zero"}}}""")]
    [InlineData("""{"model": {"vocab": [1]}}""")]
    public void A_damaged_vocabulary_is_refused(string json) => Assert.Contains("tokenizer.json: ",
        Assert.Throws<CheckpointException>(() =>
            TokenizerFacts.OfJson(System.Text.Encoding.UTF8.GetBytes(json), "tokenizer.json")).Message);

    private static PairReport Scan(Subject candidate, Toy other) =>
        new Scan(Toy.Rules).Run(candidate, [other.As("other")], [Toy.Of(90).As("control")], []).References[0];

    /// <summary>Matrices in another type, so many numbers an element, those of GPTQ under its name.</summary>
    private Subject Write(Toy toy, Func<string, (DType Type, int Each, Func<float[], byte[]> Bytes)> how)
    {
        var path = Path.Combine(_folder, "copy.safetensors");
        var tensors = toy.Names.Select(name =>
        {
            var (type, each, bytes) = toy.Shape(name).Length == 2 ? how(name) : (DType.F32, 1,
                numbers => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());
            var shape = toy.Shape(name).ToArray();
            shape[^1] /= each;
            return (Entry: new TensorEntry(each == 1 ? name : name.Replace(".weight", ".qweight",
                StringComparison.Ordinal), type, shape), Bytes: bytes(toy[name]));
        }).ToList();
        var byName = tensors.ToDictionary(one => one.Entry.Name, one => one.Bytes);
        using (var file = File.Create(path))
            SafetensorsWriter.Write(file, tensors.Select(one => one.Entry),
                (entry, from) => byName[entry.Name].AsSpan((int)from));
        var opened = Subject.Open(path);
        return new("copy", opened.Tensors, Toy.Tokens, opened);
    }

    /// <summary>Rounds towards 0: the sign and the upper bits of a number whose exponent has another bias.</summary>
    private static byte Float8(float x, DType type)
    {
        var (mantissa, bias, largest) = type == DType.F8E4M3 ? (3, 7, 0x7E) : (2, 15, 0x7B);
        var size = Math.Abs(x);
        var exponent = size == 0 ? -bias : (int)Math.Floor(Math.Log2(size));
        var code = exponent <= -bias
            ? (int)(size / Math.Pow(2, 1 - bias - mantissa))
            : (exponent + bias << mantissa) + (int)((size / Math.Pow(2, exponent) - 1) * (1 << mantissa));
        return (byte)(Math.Min(code, largest) | (x < 0 ? 0x80 : 0));
    }

    /// <summary>Under llama.cpp's names, matrices in 8 bits.</summary>
    private static void WriteGguf(Toy toy, string path)
    {
        (string From, string To)[] words =
        [
            ("model.embed_tokens", "token_embd"), ("model.norm", "output_norm"), ("lm_head", "output"),
            ("model.layers.", "blk."), ("self_attn.o_proj", "attn_output"), ("self_attn.q_proj", "attn_q"),
            ("self_attn.k_proj", "attn_k"), ("self_attn.v_proj", "attn_v"), ("mlp.gate_proj", "ffn_gate"),
            ("mlp.up_proj", "ffn_up"), ("mlp.down_proj", "ffn_down"), ("input_layernorm", "attn_norm"),
            ("post_attention_layernorm", "ffn_norm"),
        ];
        var numbers = toy.Names.ToDictionary(
            name => words.Aggregate(name, (own, word) => own.Replace(word.From, word.To, StringComparison.Ordinal)),
            name => (Numbers: toy[name], Shape: toy.Shape(name)));
        var metadata = new GgufMetadata().Add("general.architecture", "llama")
            .Add("tokenizer.ggml.tokens", Toy.Tokens.Ids.OrderBy(id => id.Value).Select(id => id.Key).ToArray())
            .Add("tokenizer.ggml.merges", Toy.Tokens.Merges.ToArray());
        using var file = File.Create(path);
        GgufWriter.Write(file, metadata, [.. numbers.Select(one => new GgufTensor(one.Key,
            one.Value.Shape.Length == 1 ? GgufType.F32 : GgufType.Q80, one.Value.Shape))], (tensor, from) =>
            {
                var bytes = new byte[tensor.ByteCount];
                tensor.Type.Blocks.Encode(numbers[tensor.Name].Numbers, bytes);
                return bytes.AsSpan((int)from);
            });
    }
}
