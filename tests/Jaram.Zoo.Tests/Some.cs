using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using Jaram.Zoo.Deriving;
using Jaram.Zoo.Planning;
using static TorchSharp.torch;

namespace Jaram.Zoo.Tests;

/// <summary>Bodies with every number drawn, those too that training begins at 0 or 1, and what they answer.</summary>
internal static class Some
{
    public static Body Body(string design, ulong seed = 1) => Body(ZooDesigns.Of(design, ZooScale.Small, 256), seed);

    public static Body Body(Design design, ulong seed = 1)
    {
        var body = Redrawing.First(design, "own", seed);
        return body.With((name, tensor) =>
        {
            var random = new CounterRandom(CounterRandom.Seed(seed), name);
            var bound = tensor.IsFlat ? Math.Sqrt(3.0 / tensor.Columns) : 0.3;
            var around = name.EndsWith("gain", StringComparison.Ordinal) ? 1 : 0;
            return tensor.Map((i, k, _) =>
                around + bound * (2 * random.Unit((ulong)(i * tensor.Columns + k)) - 1));
        });
    }

    /// <summary>Scores of all tokens after each of some, and those of modules ahead.</summary>
    public static float[] Answers(Body body)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = new Decoder(body.Design, new PlainOperators(), float32);
        foreach (var (name, weight) in model.named_parameters()) weight.copy_(As(body[name]));
        foreach (var (name, buffer) in model.named_buffers()) buffer.copy_(As(body[name]));
        model.eval();
        var random = new CounterRandom([], "text");
        var ids = Enumerable.Range(0, 48).Select(at => (long)(random.Unit((ulong)at) * body.Design.Vocabulary));
        var text = tensor(ids.ToArray()).view(2, 24);
        using var pass = new Pass();
        if (body.Design.Ahead is null) return model.call(text, pass).flatten().data<float>().ToArray();
        var foreseen = model.Foresee(text, Decoder.Later(text), pass).Select(model.Logits);
        return cat([.. foreseen]).flatten().data<float>().ToArray();
    }

    private static Tensor As(Matrix matrix) => tensor(matrix.Numbers).view(matrix.Shape.AsSpan().ToArray());
}
