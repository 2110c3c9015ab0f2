using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance;

/// <summary>What a thief can do to a model without changing one of its answers: X1 to X7 of the battery. X3 and X5
/// need gains of 1, as a rotation does not pass a norm with others: they are folded first.</summary>
internal static class Evasions
{
    public static Toy Of(string name, Toy model) => name switch
    {
        "X1" => Channels(model, Sampling.Order(Toy.Width, "X1", 1)),
        "X2" => Units(model, layer => Sampling.Order(Toy.Hidden, $"X2 {layer}", 1)),
        "X3" => Rotated(Folded(model)),
        "X4" => Heads(model),
        "X5" => Folded(model),
        "X6" => Scaled(model, unit => 0.25 + unit % 7 / 4.0, _ => 1),
        "X7" => Scaled(model, _ => 1, unit => unit % 2 == 0 ? -1 : 1),
        _ => throw new ArgumentException(name),
    };

    /// <summary>One order of the stream in the whole model.</summary>
    private static Toy Channels(Toy model, int[] order) => Stream(model, row =>
    {
        var moved = new float[row.Length];
        for (var k = 0; k < row.Length; k++) moved[k] = row[order[k]];
        return moved;
    });

    /// <summary>One reflection after another turns the stream; each leaves 1 − 2/d of it, so it takes many.</summary>
    private static Toy Rotated(Toy model)
    {
        var axes = Enumerable.Range(0, 5 * Toy.Width).Select(axis =>
        {
            var v = Toy.Gauss(new Dice(axis), Toy.Width, 1);
            var size = Math.Sqrt(v.Sum(x => (double)x * x));
            return v.Select(x => (float)(x / size)).ToArray();
        }).ToList();
        return Stream(model, row =>
        {
            var turned = row.ToArray();
            foreach (var v in axes)
            {
                var along = 2 * turned.Zip(v, (x, y) => (double)x * y).Sum();
                for (var k = 0; k < turned.Length; k++) turned[k] -= (float)(along * v[k]);
            }
            return turned;
        });
    }

    private static Toy Stream(Toy model, Func<float[], float[]> change)
    {
        var copy = model.Copy();
        foreach (var name in model.Names)
        {
            var isGains = model.Shape(name).Length == 1;
            if (isGains && model[name].All(g => g == 1)) continue;
            var writes = name.Contains("o_proj", StringComparison.Ordinal)
                || name.Contains("down_proj", StringComparison.Ordinal);
            if (!writes && model.Shape(name)[^1] != Toy.Width) continue;            // of latents
            var rows = writes ? Turn(model[name], (int)model.Shape(name)[1]) : model[name];
            float[] changed = [.. rows.Chunk(Toy.Width).SelectMany(change)];
            copy.Put(name, writes ? Turn(changed, Toy.Width) : changed, model.Shape(name));
        }
        return copy;
    }

    private static Toy Units(Toy model, Func<int, int[]> orders)
    {
        var copy = model.Copy();
        for (var layer = 0; layer < Toy.Layers; layer++)
        {
            var order = orders(layer);
            foreach (var part in new[] { "gate", "up" })
            {
                var name = $"model.layers.{layer}.mlp.{part}_proj.weight";
                for (var unit = 0; unit < order.Length; unit++)
                    model[name].AsSpan(order[unit] * Toy.Width, Toy.Width).CopyTo(copy[name].AsSpan(unit * Toy.Width));
            }
            var down = $"model.layers.{layer}.mlp.down_proj.weight";
            for (var row = 0; row < Toy.Width; row++)
                for (var unit = 0; unit < order.Length; unit++)
                    copy[down][row * Toy.Hidden + unit] = model[down][row * Toy.Hidden + order[unit]];
        }
        return copy;
    }

    /// <summary>Queries and keys of a head turned by one angle for each pair of rows: their products stay.</summary>
    private static Toy Heads(Toy model)
    {
        var copy = model.Copy();
        for (var layer = 0; layer < Toy.Layers; layer++)
            foreach (var name in new[] { $"model.layers.{layer}.self_attn.q_proj.weight",
                $"model.layers.{layer}.self_attn.k_proj.weight" })
                for (var pair = 0; pair + 1 < model.Shape(name)[0]; pair += 2)
                {
                    var (sin, cos) = Math.SinCos(1 + pair % Toy.Values);
                    for (var k = 0; k < Toy.Width; k++)
                    {
                        var (a, b) = (model[name][pair * Toy.Width + k], model[name][(pair + 1) * Toy.Width + k]);
                        copy[name][pair * Toy.Width + k] = (float)(cos * a - sin * b);
                        copy[name][(pair + 1) * Toy.Width + k] = (float)(sin * a + cos * b);
                    }
                }
        return copy;
    }

    /// <summary>Gains multiplied into what reads behind them, and set to 1.</summary>
    private static Toy Folded(Toy model)
    {
        var copy = model.Copy();
        for (var layer = 0; layer < Toy.Layers; layer++)
        {
            Fold(copy, $"model.layers.{layer}.input_layernorm.weight", ["q", "k", "v"],
                part => $"model.layers.{layer}.self_attn.{part}_proj.weight");
            Fold(copy, $"model.layers.{layer}.post_attention_layernorm.weight", ["gate", "up"],
                part => $"model.layers.{layer}.mlp.{part}_proj.weight");
        }
        Fold(copy, "model.norm.weight", [""], _ => "lm_head.weight");
        return copy;
    }

    private static void Fold(Toy model, string norm, string[] parts, Func<string, string> name)
    {
        var gains = model[norm];
        foreach (var part in parts)
            for (var at = 0; at < model[name(part)].Length; at++) model[name(part)][at] *= gains[at % Toy.Width];
        Array.Fill(gains, 1);
    }

    /// <summary>Ups multiplied and downs divided; gates cannot be, as SiLU bends.</summary>
    private static Toy Scaled(Toy model, Func<int, double> scale, Func<int, double> sign)
    {
        var copy = model.Copy();
        for (var layer = 0; layer < Toy.Layers; layer++)
            for (var unit = 0; unit < Toy.Hidden; unit++)
            {
                var by = scale(unit) * sign(unit);
                var (up, down) = (copy[$"model.layers.{layer}.mlp.up_proj.weight"],
                    copy[$"model.layers.{layer}.mlp.down_proj.weight"]);
                for (var k = 0; k < Toy.Width; k++) up[unit * Toy.Width + k] *= (float)by;
                for (var k = 0; k < Toy.Width; k++) down[k * Toy.Hidden + unit] /= (float)by;
            }
        return copy;
    }

    private static float[] Turn(float[] rows, int d)
    {
        var turned = new float[rows.Length];
        for (var at = 0; at < rows.Length; at++) turned[at % d * (rows.Length / d) + at / d] = rows[at];
        return turned;
    }
}
