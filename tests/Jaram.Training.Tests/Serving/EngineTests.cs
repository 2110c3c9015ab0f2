using Jaram.Inference.Caching;
using Jaram.Training.Blocks;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Serving;

/// <summary>The engine says what the training blocks say, for every design, however tokens are fed.</summary>
public sealed class EngineTests
{
    private const int Tokens = 60;
    private const float Tolerance = 2e-4f;

    public static TheoryData<string> Names => TinyDesigns.Names;

    [Theory, MemberData(nameof(Names))]
    public void All_at_once(string name) => Agrees(name, [Tokens]);

    [Theory, MemberData(nameof(Names))]
    public void One_by_one(string name) => Agrees(name, [.. Enumerable.Repeat(1, Tokens)]);

    [Theory, MemberData(nameof(Names))]
    public void In_chunks(string name) => Agrees(name, [7, 1, 20, 3, 1, 1, 27]);

    [Theory, MemberData(nameof(Names))]
    public void Taken_back_and_read_again(string name)
    {
        using var model = TinyModel.Build(name);
        using var served = new Served(model, CacheFormat.F32);
        var text = served.Text(seed: 3, Tokens);
        var wanted = served.Scores(text, [Tokens]);
        using var sequence = served.Engine.Begin();
        served.Scores(sequence, served.Text(seed: 4, 40), [40]);
        sequence.Truncate(0);
        served.Scores(sequence, text[..50], [33, 17]);
        sequence.Truncate(21);
        Assert.Equal(0, Furthest(wanted[^1], served.Scores(sequence, text[21..], [1, 38])[^1]), Tolerance);
    }

    private static void Agrees(string name, int[] chunks)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = TinyModel.Build(name);
        model.eval();
        using var served = new Served(model, CacheFormat.F32);
        var text = served.Text(seed: 2, Tokens);
        using var pass = new Pass();
        var wanted = model.call(tensor(text.Select(id => (long)id).ToArray()).unsqueeze(0), pass)[0];
        var got = served.Scores(text, chunks);
        for (var t = 0; t < Tokens; t++)
            Assert.True(Furthest(wanted[t].data<float>().ToArray(), got[t]) <= Tolerance, $"{name}, token {t}");
    }

    private static float Furthest(float[] a, float[] b) => a.Zip(b).Max(pair => MathF.Abs(pair.First - pair.Second));
}
