namespace Jaram.Assay.Tests.Provenance;

/// <summary>A toy that keeps its gains less one and has norms on both sides of attention and network.</summary>
internal static class Gemma
{
    private const string BeforeNetwork = "pre_feedforward_layernorm";
    private const int Seeds = 8000;

    /// <summary>Strangers for different seeds.</summary>
    public static Toy Of(int seed) => Of(Toy.Of(seed), new Dice(Seeds + seed));

    private static Toy Of(Toy model, Dice random)
    {
        var gemma = new Toy();
        foreach (var name in model.Names)
        {
            if (model.Shape(name).Length > 1)
            {
                gemma.Put(name, [.. model[name]], model.Shape(name));
                continue;
            }
            float[] gains = [.. model[name].Select(gain => gain - 1)];
            if (name.Contains("post_attention", StringComparison.Ordinal))
            {
                gemma.Put(name, Toy.Gauss(random, Toy.Width, 0.1), Toy.Width);
                gemma.Put(name.Replace("post_attention_layernorm", "post_feedforward_layernorm",
                    StringComparison.Ordinal), Toy.Gauss(random, Toy.Width, 0.1), Toy.Width);
                gemma.Put(name.Replace("post_attention_layernorm", BeforeNetwork, StringComparison.Ordinal), gains,
                    Toy.Width);
            }
            else gemma.Put(name, gains, Toy.Width);
        }
        return gemma;
    }

    /// <summary>X5 of such a model: other gains, and what reads behind them made up for it.</summary>
    /// <param name="model">Not changed.</param>
    /// <param name="isLessOne">Whether 1 is added to what its file holds.</param>
    /// <param name="gain">Of a channel, as files hold it.</param>
    public static Toy Moved(Toy model, bool isLessOne, Func<int, double> gain)
    {
        var (copy, added) = (model.Copy(), isLessOne ? 1 : 0);
        for (var layer = 0; layer < Toy.Layers; layer++)
        {
            var at = $"model.layers.{layer}.";
            Move(at + "input_layernorm.weight", [.. new[] { "q", "k", "v" }.Select(part =>
                $"{at}self_attn.{part}_proj.weight")]);
            Move(at + (isLessOne ? BeforeNetwork : "post_attention_layernorm") + ".weight",
                [at + "mlp.gate_proj.weight", at + "mlp.up_proj.weight"]);
        }
        return copy;

        void Move(string norm, string[] readers)
        {
            foreach (var numbers in readers.Select(name => copy[name]))
                for (var k = 0; k < numbers.Length; k++)
                    numbers[k] *= (float)((copy[norm][k % Toy.Width] + added) / (gain(k % Toy.Width) + added));
            for (var k = 0; k < Toy.Width; k++) copy[norm][k] = (float)gain(k);
        }
    }
}
