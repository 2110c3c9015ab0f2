using Jaram.Inference.Generating;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Tests;

public sealed class PackedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-packed-").FullName;
    private int _packed;

    private string Path => System.IO.Path.Combine(_folder, "engine", "model.safetensors");

    [Theory]
    [InlineData("attention", "int4")]
    [InlineData("mixture", "int8")]
    [InlineData("latent", "f32")]
    public void A_mapped_file_answers_as_packed_memory_does(string name, string weights)
    {
        using var held = RandomModel.Load(name, weights);
        var wanted = Write(held);
        for (var i = 0; i < 2; i++)
            using (var mapped = Open(name, weights, "a")) Assert.Equal(wanted, Write(mapped));
        Assert.Equal(1, _packed);
    }

    [Fact]
    public void Another_identity_a_broken_file_and_another_plan_are_packed_anew()
    {
        Open("attention", "int4", "a").Dispose();
        Open("attention", "int4", "b").Dispose();
        Assert.Equal(2, _packed);
        using (var file = File.OpenWrite(Path)) file.SetLength(file.Length - 64);
        Open("attention", "int4", "b").Dispose();
        Open("attention", "int8", "b").Dispose();
        Assert.Equal(4, _packed);
    }

    [Fact]
    public void The_same_weights_are_the_same_bytes()
    {
        Open("mixture", "int4", "a").Dispose();
        var first = File.ReadAllBytes(Path);
        File.Delete(Path);
        Open("mixture", "int4", "a").Dispose();
        Assert.Equal(first, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_model_too_large_for_memory_is_refused_in_words()
    {
        var design = RandomModel.Design("attention");
        var options = new EngineOptions { CacheBytes = long.MaxValue / 2 };
        Assert.StartsWith("weights and cache take 4611686018", Assert.Throws<InferenceException>(() =>
            Engine.Load(design, RandomModel.Weights(design, options), options)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Engine Open(string name, string weights, string identity)
    {
        var (design, options) = (RandomModel.Design(name), new EngineOptions { Weights = WeightPlan.Of(weights) });
        return Engine.Open(design, Path, identity, () =>
        {
            _packed++;
            return RandomModel.Weights(design, options);
        }, options, _ => { });
    }

    private static int[] Write(Engine engine)
    {
        using var generator = new Generator(engine, RandomModel.Text(1, 20), new() { Temperature = 0 }, Drafts.None);
        return [.. Enumerable.Range(0, 30).Select(_ => generator.Next())];
    }
}
