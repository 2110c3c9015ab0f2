using Jaram.Inference.Caching;
using Jaram.Inference.Drafting;
using Jaram.Inference.Generating;
using Jaram.Training.Blocks;
using static TorchSharp.torch;
using Generator = Jaram.Inference.Generating.Generator;

namespace Jaram.Training.Tests.Serving;

public sealed class GeneratorTests
{
    public static TheoryData<string> Names => TinyDesigns.Names;

    /// <summary>Two hundred tokens, the reference being the training blocks with their own cache.</summary>
    [Theory, MemberData(nameof(Names))]
    public void The_likeliest_tokens_are_those_of_the_training_blocks(string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = TinyModel.Build(name);
        model.eval();
        using var served = new Served(model, CacheFormat.F32);
        var prompt = served.Text(seed: 5, 9);
        Assert.Equal(Reference(model, prompt, 200), Write(served, prompt, new() { Temperature = 0 }, 200));
    }

    [Theory]
    [InlineData(Drafts.PromptLookup, 0)]
    [InlineData(Drafts.PromptLookup, 0.7)]
    [InlineData(Drafts.Ahead, 0)]
    [InlineData(Drafts.Ahead, 0.7)]
    public void Drafts_change_no_token(Drafts drafting, double temperature)
    {
        using var model = TinyModel.Build("ahead");
        using var served = new Served(model, CacheFormat.BF16);
        var prompt = served.Text(seed: 6, 530);
        var options = new SamplingOptions { Temperature = temperature, Seed = 3 };
        Assert.Equal(Write(served, prompt, options, 150), Write(served, prompt, options, 150, drafting));
    }

    [Fact]
    public void A_text_that_repeats_itself_takes_fewer_runs()
    {
        using var model = TinyModel.Build("latent");
        using var served = new Served(model, CacheFormat.BF16);
        using var generator = new Generator(served.Engine, served.Text(seed: 5, 9), new() { Temperature = 0 },
            Drafts.PromptLookup);
        for (var i = 0; i < 200; i++) generator.Next();                 // untrained and greedy: it soon goes in circles
        Assert.True(generator.Steps.Runs < 120, $"{generator.Steps}");
    }

    [Fact]
    public void Drafts_are_what_the_modules_foresee()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = TinyModel.Build("ahead");
        using var served = new Served(model, CacheFormat.F32);
        var text = served.Text(seed: 7, 31);
        using var pass = new Pass();
        using var sequence = served.Engine.Begin();
        using var drafter = new AheadDrafter(served.Engine, sequence);
        served.Scores(sequence, text[..^1], [30]);
        drafter.Accept(0, 30);
        var drafts = new int[2];
        Assert.Equal(2, drafter.Draft(text, drafts));

        var states = model.Foresee(Row(text[..^1]), Row([.. text[1..]]), pass);
        Assert.Equal(Best(model, states[1]), drafts[0]);
        using var further = new Pass();
        var longer = model.Foresee(Row(text), Row([.. text[1..], drafts[0]]), further);
        Assert.Equal(Best(model, longer[2].narrow(1, 29, 1)), drafts[1]);
    }

    private static int[] Write(Served served, int[] prompt, SamplingOptions options, int count,
        Drafts drafting = Drafts.None)
    {
        using var generator = new Generator(served.Engine, prompt, options, drafting);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Next())];
    }

    private static int[] Reference(Decoder model, int[] prompt, int count)
    {
        using var cache = new Cache();
        var (written, next) = (new List<int>(), prompt);
        while (written.Count < count)
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass(cache);
            var hidden = model.Hidden(Row(next), pass);
            cache.Advance(next.Length);
            written.Add(Best(model, hidden));
            next = [written[^1]];
        }
        return [.. written];
    }

    private static int Best(Decoder model, Tensor states)
    {
        using var scope = NewDisposeScope();
        return (int)model.Logits(states.narrow(1, states.shape[1] - 1, 1)).flatten().argmax().item<long>();
    }

    private static Tensor Row(int[] ids) => tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0);
}
