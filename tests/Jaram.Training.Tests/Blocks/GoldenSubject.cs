using Jaram.Architecture.Blocks;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Jaram.Training.Tests.Blocks;

/// <summary>The block that a golden file speaks of, with the file's weights.</summary>
internal sealed class GoldenSubject
{
    private readonly GoldenCase _case;
    private readonly Tensor _input;

    public GoldenSubject(GoldenCase golden, IOperators operators)
    {
        _case = golden;
        var design = golden.Design;
        var site = new Site(design, design.Stack[0], IsFirst: true, operators, CPU);
        Block = golden.Block switch
        {
            "norm" => site.Norm(site.Width),
            "rotary" => new Turning(site.Rotary(site.Layer.Mixer.Rotary)!, golden.Start),
            "mixer" => site.Build(site.Layer.Mixer),
            "channel" => site.Build(site.Layer.Channel),
            "canon" => site.Canon(CanonPoints.A, site.Width)!,
            "layers" => new LayerStack(site),
            "decoder" => new Decoder(design, operators, float32),
            _ => throw new InvalidDataException($"unknown block {golden.Block}"),
        };
        SetWeights();
        var isText = golden.Block == "decoder";
        _input = isText ? golden.Tensor("input").to(int64) : new Parameter(golden.Tensor("input"));
        Moving = Block.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        if (!isText) Moving["input"] = (Parameter)_input;
    }

    public Block Block { get; }

    /// <summary>All that a step of SGD moves: weights, and the input if it is no text.</summary>
    public Dictionary<string, Parameter> Moving { get; }

    /// <summary>One walk: every output, the next token's first, and the loss.</summary>
    public (Tensor[] Outputs, Tensor Loss) Run()
    {
        if (Block is Decoder decoder) return Foresee(decoder);
        using var pass = new Pass();
        var y = Block.call(_input, pass);
        var loss = (y - _case.Tensor("target")).square().sum() * (0.5 / (y.shape[0] * y.shape[1]));
        return ([y], loss);
    }

    private (Tensor[] Outputs, Tensor Loss) Foresee(Decoder decoder)
    {
        using var pass = new Pass();
        var T = _input.shape[1] - 1;
        var next = _input.narrow(1, 1, T);
        var outputs = decoder.Foresee(_input.narrow(1, 0, T), next, pass)
            .Select((state, depth) => decoder.Logits(state).narrow(1, 0, T - depth)).ToArray();
        var losses = outputs.Select((logits, depth) =>
            functional.cross_entropy(logits.flatten(0, 1), next.narrow(1, depth, T - depth).flatten())).ToArray();
        var loss = losses[0];
        if (_case.Design.Ahead is { } ahead) loss = loss + stack(losses[1..]).mean() * ahead.Weight;
        return (outputs, loss);
    }

    /// <summary>Every weight of the file into the weight of that name; none may be left over on either side.</summary>
    private void SetWeights()
    {
        using var quiet = no_grad();
        var own = Block.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(Block.named_buffers().Select(b => (b.name, b.buffer)))
            .Where(w => !w.name.EndsWith("load", StringComparison.Ordinal)).ToDictionary();
        var given = _case.Weights.ToDictionary();
        Assert.Equal(given.Keys.Order(StringComparer.Ordinal), own.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in given)
        {
            Assert.Equal(value.shape, own[name].shape);
            own[name].copy_(value);
        }
    }

    /// <summary>A design's layers, without embedding and head.</summary>
    private sealed class LayerStack : Block
    {
        private readonly ModuleList<Layer> _layers;

        public LayerStack(Site first) : base("stack") =>
            _layers = Parts("layers", first.Model.Stack.Select((layer, i) =>
                new Layer(first with { Layer = layer, IsFirst = i == 0 })));

        protected override Tensor Compute(Tensor x, Pass pass)
        {
            pass.Enter(x);
            foreach (var layer in _layers) x = layer.call(x, pass);
            return x;
        }
    }

    /// <summary>Rotary positions alone.</summary>
    private sealed class Turning(Rotary rotary, long start) : Block("turning")
    {
        protected override Tensor Compute(Tensor x, Pass pass) => rotary.Apply(x, start);
    }
}
