using Jaram.Inference.Caching;
using Jaram.Inference.Generating;

namespace Jaram.Inference.Tests;

/// <summary>What is computed for a text depends on nothing but the text.</summary>
public sealed class EngineTests
{
    public static TheoryData<string> Names => RandomModel.Names;

    [Theory, MemberData(nameof(Names))]
    public void Company_changes_no_bit(string name)
    {
        using var engine = RandomModel.Load(name, "int4");
        var texts = Enumerable.Range(0, 9).Select(i => RandomModel.Text(i, 30 + 7 * i)).ToArray();
        var alone = texts.Select(text => Grow(engine, [text], read: 20)[0]).ToArray();
        Assert.Equal(alone, Grow(engine, texts, read: 20));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        using var one = RandomModel.Load(name, "int8", threads: 1);
        using var three = RandomModel.Load(name, "int8", threads: 3);
        var text = RandomModel.Text(1, 700);
        Assert.Equal(Grow(one, [text], read: 690), Grow(three, [text], read: 690));
    }

    [Theory]
    [InlineData("attention")]
    [InlineData("window")]
    public void Chunks_change_no_bit(string name)
    {
        using var engine = RandomModel.Load(name, "int8");
        var text = RandomModel.Text(2, 1100);
        Assert.Equal(Last(engine, text, 512), Last(engine, text, 37));
        Assert.Equal(Last(engine, text, 512), Last(engine, text, 1));
    }

    /// <summary>Two forms of one function round differently; the f32 cache leaves nothing else.</summary>
    [Fact]
    public void Absorbed_and_expanded_latents_agree()
    {
        using var engine = RandomModel.Load("latent", "f32", CacheFormat.F32);
        var text = RandomModel.Text(3, 1100);
        var (expanded, absorbed) = (Last(engine, text, 512), Last(engine, text, 9));
        Assert.True(expanded.Zip(absorbed).Max(pair => MathF.Abs(pair.First - pair.Second)) < 1e-4);
    }

    /// <summary>Rounding keys and values costs a little, and no more.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Smaller_caches_stay_close(string name)
    {
        var text = RandomModel.Text(5, 600);
        var scores = new[] { CacheFormat.F32, CacheFormat.BF16, CacheFormat.Bits8, CacheFormat.Bits16 }.Select(format =>
        {
            using var engine = RandomModel.Load(name, "f32", format);
            return (Last(engine, text, 512), Last(engine, text, 7), engine.PageBytes);
        }).ToArray();
        Assert.True(scores[0].PageBytes > 1.6 * scores[1].PageBytes && scores[1].PageBytes > 1.3 * scores[2].PageBytes);
        foreach (var (i, bound) in new[] { (1, 0.03), (2, 0.06), (3, 0.01) })
            foreach (var pair in new[] { (scores[0].Item1, scores[i].Item1), (scores[0].Item2, scores[i].Item2) })
                Assert.True(Distance(pair.Item1, pair.Item2) < bound, $"{i}: {Distance(pair.Item1, pair.Item2)}");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_window_gives_pages_back_and_a_text_all(string name)
    {
        using var engine = RandomModel.Load(name, cacheBytes: 1 << 22);
        for (var i = 0; i < 20; i++) Last(engine, RandomModel.Text(i, 600), 512);
        using var text = engine.Begin();
        Feed(engine, text, RandomModel.Text(1, 600));
        Assert.True(text.Bytes <= (name == "window" ? 0.7 : 1) * 38 * engine.PageBytes, $"{text.Bytes}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Nothing_is_allocated_for_a_token(string name)
    {
        using var engine = RandomModel.Load(name, "int4", threads: 1);
        int[] prompt = [.. RandomModel.Text(4, 40), .. RandomModel.Text(4, 40)];    // so drafts are long at once
        using var generator = new Generator(engine, prompt, new() { Temperature = 0.8, TopP = 0.9 },
            Drafts.PromptLookup);
        for (var i = 0; i < 300; i++) generator.Next();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) generator.Next();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_token_that_is_none_is_refused()
    {
        using var engine = RandomModel.Load("attention");
        using var text = engine.Begin();
        using var batch = new Batch();
        batch.Add(text, [299, 300], Scored.Last);
        Assert.Equal("token 300 is not in the vocabulary of 300; use the tokenizer that belongs to the model",
            Assert.Throws<InferenceException>(() => engine.Run(batch)).Message);
    }

    [Fact]
    public void Weights_of_another_design_are_refused()
    {
        var (options, design) = (new EngineOptions(), RandomModel.Design("attention"));
        var weights = RandomModel.Weights(design, options);
        Assert.Equal("tensor 'embedding' has shape [300, 96], the design has [301, 96]; take weights of this design",
            Assert.Throws<InferenceException>(() => Engine.Load(design with { Vocabulary = 301 }, weights, options))
                .Message);
        Assert.Equal("the weights lack 'layers.3.mixer.inner.q.weight', which the design has; "
            + "take weights of this design",
            Assert.Throws<InferenceException>(() => Engine.Load(design with { Pattern = "4*full" }, weights, options))
                .Message);
    }

    /// <summary>Reads the beginnings of some texts one by one, then the rest of all together, token by token.</summary>
    private static float[][] Grow(Engine engine, int[][] texts, int read)
    {
        using var batch = new Batch();
        var sequences = texts.Select(_ => engine.Begin()).ToArray();
        foreach (var (text, sequence) in texts.Zip(sequences)) Feed(engine, sequence, text[..read]);
        var scores = new float[texts.Length][];
        for (var t = read; t < texts.Max(text => text.Length); t++)
        {
            batch.Clear();
            var grown = Enumerable.Range(0, texts.Length).Where(i => t < texts[i].Length).ToArray();
            foreach (var i in grown) batch.Add(sequences[i], [texts[i][t]], Scored.Last);
            engine.Run(batch);
            foreach (var (row, i) in grown.Index()) scores[i] = batch.Logits(row).ToArray();
        }
        foreach (var sequence in sequences) sequence.Dispose();
        return scores;
    }

    /// <summary>The root mean square of the differences, over that of the numbers.</summary>
    private static double Distance(float[] a, float[] b) =>
        Math.Sqrt(a.Zip(b).Sum(pair => Math.Pow(pair.First - pair.Second, 2)) / a.Sum(x => (double)x * x));

    private static float[] Last(Engine engine, int[] text, int chunk)
    {
        using var sequence = engine.Begin();
        var scores = Array.Empty<float>();
        foreach (var part in text.Chunk(chunk)) scores = Feed(engine, sequence, part);
        return scores;
    }

    private static float[] Feed(Engine engine, Sequence sequence, int[] tokens)
    {
        using var batch = new Batch();
        var scores = Array.Empty<float>();
        foreach (var part in tokens.Chunk(Engine.RowsAtMost))
        {
            batch.Clear();
            batch.Add(sequence, part, Scored.Last);
            engine.Run(batch);
            scores = batch.Logits(0).ToArray();
        }
        return scores;
    }
}
