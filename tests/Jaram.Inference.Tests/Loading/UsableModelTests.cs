using Jaram.Checkpoints;
using Jaram.Inference.Generating;
using Jaram.Inference.Loading;
using Jaram.Inference.Weights;
using Jaram.Tokenizers;

namespace Jaram.Inference.Tests.Loading;

/// <summary>Imported folders; raised ones are opened by the tests of the program.</summary>
public sealed class UsableModelTests : IDisposable
{
    private static readonly byte[] _tokenizer =
        BpeTrainer.Train(["a village and a mill, 마을과 방앗간"], new() { Vocabulary = 270 }, null).ToJson();

    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-usable-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_imported_folder_answers_as_its_weights_do()
    {
        var options = Import();
        var model = UsableModel.Open(_folder, new());
        Assert.Equal((Path.GetFileName(_folder), "f32", 0L), (model.Name, model.UsualWeights, model.Weights.Step));
        using var wanted = Engine.Load(model.Design, RandomModel.Weights(model.Design, options), options);
        using var engine = model.Weights.Start(model.Design, options, _ => Assert.Fail("small weights are not packed"));
        Assert.Equal(Write(wanted), Write(engine));
        Assert.False(Directory.Exists(Path.Combine(_folder, "engine")));
    }

    [Fact]
    public void Large_weights_are_packed_once_beside_the_model()
    {
        var options = Import() with { Weights = WeightPlan.Of("int4-64") };
        var design = UsableModel.Open(_folder, new()).Design;
        var large = ImportedWeights.Find(_folder) with { Bytes = UsableModel.Small };
        using var wanted = Engine.Load(design, RandomModel.Weights(design, options), options);
        var packed = 0.0;
        using (var engine = large.Start(design, options, share => packed = share))
            Assert.Equal(Write(wanted), Write(engine));
        Assert.Equal(1, packed);
        Assert.True(File.Exists(Path.Combine(_folder, "engine", "int4-64.safetensors")));
        using var again = large.Start(design, options, _ => Assert.Fail("it is packed already"));
        Assert.Equal(Write(wanted), Write(again));
    }

    [Fact]
    public void What_is_no_model_is_refused_in_one_line()
    {
        Import();
        Refuses("tokenizer.json", "has no tokenizer, as jaram import could not stand for this model's");
        Refuses(ImportedWeights.FileName, "has no version that verifies; run: jaram raise");
        Refuses("design.json", "is no model, design.json is missing; make one with: jaram new");
    }

    [Fact]
    public void A_tokenizer_with_more_tokens_than_the_design_is_refused()
    {
        Import();
        var smaller = RandomModel.Design("attention") with { Vocabulary = 260 };
        File.WriteAllBytes(Path.Combine(_folder, "design.json"), smaller.Write());
        var refusal = Assert.Throws<InferenceException>(() => UsableModel.Open(_folder, new())).Message;
        Assert.Contains("the tokenizer has 266 tokens, design.json a vocabulary of 260", refusal, StringComparison.Ordinal);
    }

    private void Refuses(string missing, string says)
    {
        var (path, aside) = (Path.Combine(_folder, missing), Path.Combine(_folder, "aside"));
        File.Move(path, aside);
        var refusal = Assert.Throws<InferenceException>(() => UsableModel.Open(_folder, new())).Message;
        Assert.Contains(says, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal);
        File.Move(aside, path);
    }

    /// <summary>Makes the folder as jaram import does.</summary>
    private EngineOptions Import()
    {
        var design = RandomModel.Design("attention");
        var options = new EngineOptions { Threads = 1, CacheBytes = 1 << 27 };
        var weights = RandomModel.Tensors(design, options);
        File.WriteAllBytes(Path.Combine(_folder, "design.json"), design.Write());
        File.WriteAllBytes(Path.Combine(_folder, "tokenizer.json"), _tokenizer);
        using var file = File.Create(Path.Combine(_folder, ImportedWeights.FileName));
        SafetensorsWriter.Write(file, weights.Entries, weights.Bytes);
        return options;
    }

    private static int[] Write(Engine engine)
    {
        using var generator = new Generator(engine, RandomModel.Text(1, 20), new() { Temperature = 0 }, Drafts.None);
        return [.. Enumerable.Range(0, 30).Select(_ => generator.Next())];
    }
}
