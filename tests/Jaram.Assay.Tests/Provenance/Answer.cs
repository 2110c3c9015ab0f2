namespace Jaram.Assay.Tests.Provenance;

/// <summary>What a toy model says: two heads that share keys and values, no positions, SwiGLU.</summary>
internal static class Answer
{
    /// <summary>Scores of all tokens after some.</summary>
    public static double[] Of(Toy model, int[] ids)
    {
        double[][] stream = [.. ids.Select(id => Row(model["model.embed_tokens.weight"], id))];
        for (var layer = 0; layer < Toy.Layers; layer++)
        {
            var at = $"model.layers.{layer}.";
            var read = stream.Select(x => Normed(x, model[at + "input_layernorm.weight"])).ToArray();
            double[][] Part(string name) => [.. read.Select(x => Times(model[$"{at}self_attn.{name}_proj.weight"], x))];
            var (q, k, v) = (Part("q"), Part("k"), Part("v"));
            for (var t = 0; t < ids.Length; t++)
                Add(stream[t], Times(model[at + "self_attn.o_proj.weight"],
                    [.. Head(q[t][..Toy.Values], k, v, t), .. Head(q[t][Toy.Values..], k, v, t)]));
            foreach (var x in stream)
            {
                var inner = Normed(x, model[at + "post_attention_layernorm.weight"]);
                var (gate, up) = (Times(model[at + "mlp.gate_proj.weight"], inner),
                    Times(model[at + "mlp.up_proj.weight"], inner));
                Add(x, Times(model[at + "mlp.down_proj.weight"],
                    [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)]));
            }
        }
        return Times(model["lm_head.weight"], Normed(stream[^1], model["model.norm.weight"]));
    }

    private static double[] Head(double[] q, double[][] k, double[][] v, int t)
    {
        double[] weights = [.. k.Take(t + 1).Select(key => Math.Exp(key.Zip(q, (a, b) => a * b).Sum()))];
        return [.. Enumerable.Range(0, Toy.Values).Select(at =>
            weights.Select((w, s) => w * v[s][at]).Sum() / weights.Sum())];
    }

    private static double[] Normed(double[] x, float[] gains)
    {
        var scale = 1 / Math.Sqrt(x.Average(value => value * value));
        return [.. x.Select((value, at) => value * scale * gains[at])];
    }

    private static double[] Times(float[] matrix, double[] x) => [.. Enumerable.Range(0, matrix.Length / x.Length)
        .Select(row => x.Select((value, at) => value * matrix[row * x.Length + at]).Sum())];

    private static double[] Row(float[] matrix, int row) =>
        [.. matrix.AsSpan(row * Toy.Width, Toy.Width).ToArray().Select(w => (double)w)];

    private static void Add(double[] x, double[] more)
    {
        for (var at = 0; at < x.Length; at++) x[at] += more[at];
    }
}
