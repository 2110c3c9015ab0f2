using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>Two words in, the next one out: 888 weights in four tensors.</summary>
internal static class ToyNet
{
    private const int D = 12, H = 24, V = ToyText.Words;

    public static IReadOnlyList<FirstTensor> Tensors { get; } =
    [
        new FirstTensor.Uniform("table", [V, D], 0.5),
        new FirstTensor.Uniform("in.weight", [H, D], 0.5),
        new FirstTensor.Repeated("gain", [H], [1]),
        new FirstTensor.Uniform("out.weight", [V, H], 0.35),
    ];

    /// <summary>Mean loss over all words but the first two, nats; adds its gradient if that is asked for.</summary>
    public static double Loss(IReadOnlyDictionary<string, float[]> w, IEnumerable<int[]> documents,
        Dictionary<string, float[]>? gradient)
    {
        var (nats, count) = (0.0, 0);
        int[][] all = [.. documents];
        var each = 1f / (all.Length * (ToyText.Length - 2));
        foreach (var words in all)
            for (var i = 2; i < words.Length; i++, count++)
                nats += One(w, words[i - 2], words[i - 1], words[i], gradient, each);
        return nats / count;
    }

    private static double One(IReadOnlyDictionary<string, float[]> w, int a, int b, int next,
        Dictionary<string, float[]>? gradient, float each)
    {
        float[] table = w["table"], into = w["in.weight"], gain = w["gain"], outof = w["out.weight"];
        Span<float> x = stackalloc float[D], sum = stackalloc float[H], h = stackalloc float[H];
        Span<float> p = stackalloc float[V];
        for (var d = 0; d < D; d++) x[d] = table[a * D + d] - 0.5f * table[b * D + (d + 1) % D];
        for (var i = 0; i < H; i++)
        {
            for (var d = 0; d < D; d++) sum[i] += into[i * D + d] * x[d];
            h[i] = Math.Max(0, sum[i]) * gain[i];
        }
        for (var v = 0; v < V; v++)
            for (var i = 0; i < H; i++) p[v] += outof[v * H + i] * h[i];
        float most = p[0], total = 0;
        foreach (var score in p) most = Math.Max(most, score);
        for (var v = 0; v < V; v++) total += p[v] = MathF.Exp(p[v] - most);
        for (var v = 0; v < V; v++) p[v] /= total;
        if (gradient is not null) Back(w, gradient, a, b, next, each, x, sum, h, p);
        return -Math.Log(Math.Max(1e-30, p[next]));
    }

    private static void Back(IReadOnlyDictionary<string, float[]> w, Dictionary<string, float[]> g, int a, int b,
        int next, float each, ReadOnlySpan<float> x, ReadOnlySpan<float> sum, ReadOnlySpan<float> h, Span<float> p)
    {
        float[] into = w["in.weight"], gain = w["gain"], outof = w["out.weight"];
        p[next] -= 1;
        for (var i = 0; i < H; i++)
        {
            var slope = 0f;
            for (var v = 0; v < V; v++)
            {
                g["out.weight"][v * H + i] += each * p[v] * h[i];
                slope += p[v] * outof[v * H + i];
            }
            if (sum[i] <= 0) continue;
            g["gain"][i] += each * slope * sum[i];
            slope *= gain[i];
            for (var d = 0; d < D; d++)
            {
                g["in.weight"][i * D + d] += each * slope * x[d];
                g["table"][a * D + d] += each * slope * into[i * D + d];
                g["table"][b * D + (d + 1) % D] -= each * 0.5f * slope * into[i * D + d];
            }
        }
    }
}
