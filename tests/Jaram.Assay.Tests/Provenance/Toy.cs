using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Tensors;
using Jaram.Ledger.Growth;

namespace Jaram.Assay.Tests.Provenance;

/// <summary>A small model in memory, under Hugging Face's names, whose every weight follows from its seed.</summary>
internal sealed class Toy : ITensorSource
{
    public const int Width = 96, Hidden = 192, Layers = 4, Vocabulary = 640, Values = 48;

    private readonly Dictionary<string, (long[] Shape, float[] Numbers)> _tensors = [];

    public IReadOnlyList<SourceTensor> Tensors =>
        [.. _tensors.Select(one => new SourceTensor(one.Key, [.. one.Value.Shape], GgufType.F32.Blocks))];

    public float[] this[string name] => _tensors[name].Numbers;

    public IEnumerable<string> Names => _tensors.Keys;

    public long[] Shape(string name) => _tensors[name].Shape;

    public void Read(SourceTensor tensor, long from, Span<float> into) =>
        _tensors[tensor.Name].Numbers.AsSpan((int)from, into.Length).CopyTo(into);

    public Toy Put(string name, float[] numbers, params long[] shape)
    {
        _tensors[name] = (shape, numbers);
        return this;
    }

    public Toy Drop(string name)
    {
        _tensors.Remove(name);
        return this;
    }

    /// <summary>A dense model; strangers for different seeds.</summary>
    public static Toy Of(int seed, int layers = Layers)
    {
        var (toy, random) = (new Toy(), new Dice(seed));
        toy.Put("model.embed_tokens.weight", Gauss(random, Vocabulary * Width, 0.02), Vocabulary, Width);
        for (var layer = 0; layer < layers; layer++)
        {
            var at = $"model.layers.{layer}.";
            foreach (var (name, rows) in new[] { ("q", Width), ("k", Values), ("v", Values) })
                toy.Put($"{at}self_attn.{name}_proj.weight",
                    Gauss(random, rows * Width, 0.02 + 0.004 * random.NextDouble()), rows, Width);
            toy.Put($"{at}self_attn.o_proj.weight", Gauss(random, Width * Width, 0.02), Width, Width);
            toy.Put($"{at}mlp.gate_proj.weight", Gauss(random, Hidden * Width, 0.02), Hidden, Width);
            toy.Put($"{at}mlp.up_proj.weight", Gauss(random, Hidden * Width, 0.02), Hidden, Width);
            toy.Put($"{at}mlp.down_proj.weight", Gauss(random, Hidden * Width, 0.02), Width, Hidden);
            foreach (var norm in new[] { "input_layernorm", "post_attention_layernorm" })
                toy.Put($"{at}{norm}.weight", Gains(random), Width);
        }
        return toy.Put("model.norm.weight", Gains(random), Width)
            .Put("lm_head.weight", Gauss(random, Vocabulary * Width, 0.02), Vocabulary, Width);
    }

    public Toy Copy()
    {
        var copy = new Toy();
        foreach (var (name, (shape, numbers)) in _tensors) copy.Put(name, [.. numbers], shape);
        return copy;
    }

    /// <summary>Trained on: every matrix moved by so many of its deviations.</summary>
    public Toy Drifted(int seed, double by)
    {
        var (copy, random) = (Copy(), new Dice(seed));
        foreach (var name in copy.Names.Where(name => copy.Shape(name).Length > 1))
        {
            var numbers = copy[name];
            var size = Math.Sqrt(numbers.Average(w => (double)w * w));
            var noise = Gauss(random, numbers.Length, by * size);
            for (var at = 0; at < numbers.Length; at++) numbers[at] += noise[at];
        }
        return copy;
    }

    public Subject As(string name, bool withTokens = true) =>
        new(name, this, withTokens ? Tokens : TokenizerFacts.None);

    public static TokenizerFacts Tokens { get; } = new(
        Enumerable.Range(0, Vocabulary).ToDictionary(id => $"token{id}", id => id), ["t o", "to k", "tok e"]);

    public static Thresholds Rules { get; } = new()
    {
        Name = "toy", Source = "tests", FalseAlarm = 1e-6, Shuffles = 199, Units = 192, Networks = 32, Channels = 96,
        Features = 640, CardUnits = 192, CardInputs = 96, Cards = 32, EqualShare = 0.1, EqualTimes = 5, MatchUnits = 96,
        MatchProbes = 640, FewestTokens = 256, MatchDepths = 3, MatchLevel = 0.01, MatchAgreement = 0.3,
        AlignChannels = 96, AlignedFloor = 0.05, AlignedTimes = 4, ProfileRank = 0.05, StartShare = 0.25,
        MergeSpread = 0.02, TokenShare = 0.9, TokenOrder = 0.9,
    };

    public static float[] Gauss(Dice random, int count, double deviation)
    {
        var numbers = new float[count];
        for (var at = 0; at < count; at++)
            numbers[at] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * Math.Cos(2 * Math.PI * random.NextDouble()));
        return numbers;
    }

    private static float[] Gains(Dice random) => [.. Gauss(random, Width, 0.1).Select(g => 1 + g)];
}

/// <summary>Random numbers that know nothing of those of another seed; System.Random's do.</summary>
internal sealed class Dice(int seed)
{
    private readonly CounterRandom _random = new(CounterRandom.Seed((ulong)seed), "dice");
    private ulong _at;

    public double NextDouble() => _random.Unit(_at++);
}
