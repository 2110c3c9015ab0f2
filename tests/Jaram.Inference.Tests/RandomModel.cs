using System.Text;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Inference.Caching;
using Jaram.Inference.Weights;
using System.Runtime.InteropServices;

namespace Jaram.Inference.Tests;

/// <summary>Small models with random weights, the same every time.</summary>
internal static class RandomModel
{
    private const string Attention = "'mixer': { 'kind': 'attention', 'heads': 8, 'keyValueHeads': 2, "
        + "'headDim': 16, 'rotary': { 'dim': 16, 'theta': 10000 } }";

    private const string Window = "'mixer': { 'kind': 'attention', 'heads': 4, 'keyValueHeads': 4, 'headDim': 24, "
        + "'window': 40, 'rotary': { 'dim': 24, 'theta': 10000 } }";

    private const string Latent = "'mixer': { 'kind': 'latent', 'heads': 6, 'latentRank': 40, 'plainDim': 16, "
        + "'valueDim': 20, 'rotary': { 'dim': 8, 'theta': 10000 } }";

    private const string Mlp = "'channel': { 'kind': 'mlp', 'hidden': 200, 'activation': 'swiGlu' }";

    private const string Mixture = "'channel': { 'kind': 'mixture', 'experts': 8, 'active': 3, 'shared': 1, "
        + "'routing': 'sigmoid', 'normalizeWeights': true, 'scale': 1.5, "
        + "'expert': { 'hidden': 40, 'activation': 'swiGlu' } }";

    private static readonly Dictionary<string, string> _layers = new()
    {
        ["attention"] = $"'full': {{ {Attention}, {Mlp} }}",
        ["latent"] = $"'full': {{ {Latent}, {Mlp} }}",
        ["window"] = $"'full': {{ {Attention}, {Mlp} }}, 'local': {{ {Window}, {Mlp} }}",
        ["mixture"] = $"'full': {{ {Latent}, {Mixture} }}",
    };

    public static TheoryData<string> Names => [.. _layers.Keys];

    public static Design Design(string name) => Architecture.Design.Read(Encoding.UTF8.GetBytes((
        $"{{ 'name': '{name}', 'about': 'a test', 'source': 'tests', 'vocabulary': 300, 'width': 96, 'context': 2048, "
        + $"'norm': {{ 'epsilon': 1e-6, 'gain': true }}, 'layers': {{ {_layers[name]} }}, "
        + $"'pattern': '{(name == "window" ? "2*(local full)" : "3*full")}' }}").Replace('\'', '"')), name);

    public static Engine Load(string name, string weights = "f32", CacheFormat cache = CacheFormat.BF16,
        int threads = 2, long cacheBytes = 1 << 27)
    {
        var (design, options) = (Design(name), new EngineOptions
            { Weights = WeightPlan.Of(weights), Cache = cache, Threads = threads, CacheBytes = cacheBytes });
        return Engine.Load(design, Weights(design, options), options);
    }

    public static SourceTensors Weights(Design design, EngineOptions options)
    {
        var (entries, bytes) = Tensors(design, options);
        return new(entries, bytes);
    }

    /// <summary>The same, for those who write them.</summary>
    public static (IReadOnlyList<TensorEntry> Entries, TensorBytes Bytes) Tensors(Design design, EngineOptions options)
    {
        var values = Engine.TensorsOf(design, options).ToDictionary(tensor => tensor.Name, tensor =>
        {
            var random = new Random(tensor.Name.Length * 31 + tensor.Name.Sum(c => c));
            var count = tensor.Shape.Aggregate(1L, (product, size) => product * size);
            var bound = tensor.Shape.Length == 2 ? MathF.Sqrt(3f / tensor.Shape[1]) : 0.2f;
            var around = tensor.Name.EndsWith("gain", StringComparison.Ordinal) ? 1 : 0;
            return (new TensorEntry(tensor.Name, DType.F32, tensor.Shape.AsSpan()),
                Enumerable.Range(0, (int)count).Select(_ => (random.NextSingle() * 2 - 1) * bound + around).ToArray());
        });
        return ([.. values.Values.Select(value => value.Item1)],
            (tensor, from) => MemoryMarshal.AsBytes(values[tensor.Name].Item2.AsSpan())[(int)from..]);
    }

    public static int[] Text(int seed, int tokens)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, tokens).Select(_ => random.Next(300))];
    }
}
