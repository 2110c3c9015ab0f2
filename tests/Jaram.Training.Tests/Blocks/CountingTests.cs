using Jaram.Architecture.Counting;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>What Jaram.Architecture counts without building is what the built model has and does.</summary>
public sealed class CountingTests
{
    private const int T = 21;

    public static TheoryData<string> Names => TinyDesigns.Names;

    public static TheoryData<string> Presets => TinyDesigns.Presets;

    [Theory, MemberData(nameof(Names))]
    public void Parameters_are_counted_right(string name)
    {
        using var model = TinyModel.Build(name);
        Assert.Equal(Count.Of(model.Design).Parameters, model.parameters().Sum(weight => weight.numel()));
    }

    [Theory, MemberData(nameof(Presets))]
    public void Parameters_of_presets_are_counted_right(string name)
    {
        using var model = new Decoder(TinyDesigns.Preset(name), new PlainOperators(), float32);
        Assert.Equal(Count.Of(model.Design).Parameters, model.parameters().Sum(weight => weight.numel()));
    }

    [Theory, MemberData(nameof(Names))]
    public void Operations_of_reading_a_text_are_counted_right(string name)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var model = new Measured(name);
        var flops = model.Flops(TinyModel.Text(model.Design, seed: 4, batch: 1, T), pass);
        Assert.Equal(flops / T, Count.Of(model.Design).Flops(new Work.Prefill(T)), tolerance: 1e-6);
    }

    [Theory, MemberData(nameof(Names))]
    public void Operations_of_one_more_token_are_counted_right(string name)
    {
        using var scope = NewDisposeScope();
        using var cache = new Cache();
        var model = new Measured(name);
        var text = TinyModel.Text(model.Design, seed: 4, batch: 1, T);
        foreach (var earlier in new[] { 0, 2, T - 2 })                      // windows empty, filling and full
        {
            if (earlier > cache.Tokens) Read(earlier - (int)cache.Tokens);
            Assert.Equal(Read(1), Count.Of(model.Design).Flops(new Work.Decode(earlier + 1)), tolerance: 1e-6);
        }

        double Read(int tokens)
        {
            using var pass = new Pass(cache);
            var flops = model.Flops(text.narrow(1, cache.Tokens, tokens), pass);
            cache.Advance(tokens);
            return flops;
        }
    }

    /// <summary>A model whose matrix products, attention and convolutions are counted as they happen.</summary>
    private sealed class Measured
    {
        private readonly CountingOperators _operators = new();
        private readonly Decoder _model;
        private double _flops;

        public Measured(string name)
        {
            _model = TinyModel.Build(name, _operators);
            foreach (var module in _model.modules().OfType<Block>().Append(_model))
                module.register_forward_hook((_, x, pass, y) => Record(module, x, pass, y));
        }

        public Architecture.Design Design => _model.Design;

        public double Flops(Tensor ids, Pass pass)
        {
            using var quiet = no_grad();
            var before = _flops + _operators.Flops;
            _model.call(ids, pass);
            return _flops + _operators.Flops - before;
        }

        private Tensor Record(Block block, Tensor x, Pass pass, Tensor y)
        {
            _flops += 2.0 * block switch
            {
                Projection projection => x.numel() / x.shape[^1] * projection.Matrix.numel(),
                Decoder decoder => y.numel() * decoder.Design.Width,
                Canon canon => x.numel() * canon.parameters().Single().shape[0],
                // decoding folds kv_up into query and output, which no projection shows
                LatentAttention mla when pass.IsDecoding => x.shape[0] * x.shape[1] * Folded(mla),
                _ => 0,
            };
            return y;
        }

        private static long Folded(LatentAttention mla) =>
            mla.named_parameters().Single(weight => weight.name == "kv_up.weight").parameter.numel();
    }
}
