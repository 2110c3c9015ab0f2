using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance;

/// <summary>A toy whose attention goes by way of latents, and what a thief can do to these without changing one of its
/// answers.</summary>
internal static class Latents
{
    public const int Queries = 56, Rank = 40, Heads = 4, Plain = 16, Positions = 8, Value = 12;
    private const int Seeds = 7000;

    /// <summary>Strangers for different seeds.</summary>
    public static Toy Of(int seed)
    {
        var (toy, random) = (Toy.Of(seed), new Dice(Seeds + seed));
        for (var layer = 0; layer < Toy.Layers; layer++)
        {
            var at = $"model.layers.{layer}.self_attn.";
            foreach (var part in new[] { "q", "k", "v" }) toy.Drop($"{at}{part}_proj.weight");
            void Put(string name, int rows, int columns) =>
                toy.Put(at + name + ".weight", Toy.Gauss(random, rows * columns, 0.02), rows, columns);
            void PutGains(string name, int count) =>
                toy.Put(at + name + ".weight", [.. Toy.Gauss(random, count, 0.1).Select(g => 1 + g)], count);
            Put("q_a_proj", Queries, Toy.Width);
            PutGains("q_a_layernorm", Queries);
            Put("q_b_proj", Heads * (Plain + Positions), Queries);
            Put("kv_a_proj_with_mqa", Rank + Positions, Toy.Width);
            PutGains("kv_a_layernorm", Rank);
            Put("kv_b_proj", Heads * (Plain + Value), Rank);
            Put("o_proj", Toy.Width, Heads * Value);
        }
        return toy;
    }

    /// <summary>Latents turned and put into another order, after their gains were multiplied into what reads them.
    /// </summary>
    public static Toy Turned(Toy model)
    {
        var copy = model.Copy();
        for (var layer = 0; layer < Toy.Layers; layer++)
        {
            var at = $"model.layers.{layer}.self_attn.";
            Turn(copy, (at + "q_a_proj.weight", at + "q_a_layernorm.weight", at + "q_b_proj.weight"), Queries, layer);
            Turn(copy, (at + "kv_a_proj_with_mqa.weight", at + "kv_a_layernorm.weight", at + "kv_b_proj.weight"), Rank,
                layer);
        }
        return copy;
    }

    private static void Turn(Toy model, (string Down, string Norm, string Up) names, int rank, int layer)
    {
        var (down, gains, up) = (model[names.Down], model[names.Norm], model[names.Up]);
        for (var at = 0; at < up.Length; at++) up[at] *= gains[at % rank];
        Array.Fill(gains, 1);
        for (var axis = 0; axis < 3 * rank; axis++)                     // reflections, latents by latents
        {
            var v = Toy.Gauss(new Dice(1000 * layer + axis), rank, 1);
            var square = v.Sum(x => (double)x * x);
            for (var k = 0; k < Toy.Width; k++)
            {
                var along = 2 / square * Enumerable.Range(0, rank).Sum(i => (double)v[i] * down[i * Toy.Width + k]);
                for (var i = 0; i < rank; i++) down[i * Toy.Width + k] -= (float)(along * v[i]);
            }
            for (var row = 0; row < up.Length; row += rank)
            {
                var along = 2 / square * Enumerable.Range(0, rank).Sum(i => (double)v[i] * up[row + i]);
                for (var i = 0; i < rank; i++) up[row + i] -= (float)(along * v[i]);
            }
        }
    }

    /// <summary>The same model under the names of this house, or of llama.cpp, which keeps keys turned.</summary>
    public static Toy Renamed(Toy model, bool isOurs)
    {
        var named = new Toy();
        foreach (var name in model.Names)
        {
            var words = name.Split('.');
            if (words is not ["model", "layers", var layer, "self_attn", var part, "weight"])
            {
                named.Put(name, [.. model[name]], model.Shape(name));
                continue;
            }
            var at = isOurs ? $"layers.{layer}.mixer.inner." : $"blk.{layer}.attn_";
            if (part == "kv_b_proj" && !isOurs)
                named.Put($"blk.{layer}.attn_k_b.weight", KeysTurned(model[name]), Heads, Rank, Plain);
            else named.Put(at + Word(part, isOurs), [.. model[name]], model.Shape(name));
        }
        return named;
    }

    private static string Word(string part, bool isOurs) => (part, isOurs) switch
    {
        ("q_a_proj", true) => "q_down.weight", ("q_a_proj", false) => "q_a.weight",
        ("q_a_layernorm", true) => "q_norm.gain", ("q_a_layernorm", false) => "q_a_norm.weight",
        ("q_b_proj", true) => "q_up.weight", ("q_b_proj", false) => "q_b.weight",
        ("kv_a_proj_with_mqa", true) => "kv_down.weight", ("kv_a_proj_with_mqa", false) => "kv_a_mqa.weight",
        ("kv_a_layernorm", true) => "kv_norm.gain", ("kv_a_layernorm", false) => "kv_a_norm.weight",
        ("kv_b_proj", true) => "kv_up.weight", ("o_proj", true) => "out.weight", _ => "output.weight",
    };

    private static float[] KeysTurned(float[] up)
    {
        var turned = new float[Heads * Rank * Plain];
        for (var at = 0; at < turned.Length; at++)
        {
            var (head, latent, row) = (at / (Rank * Plain), at / Plain % Rank, at % Plain);
            turned[at] = up[(head * (Plain + Value) + row) * Rank + latent];
        }
        return turned;
    }

    /// <summary>Keys of a layer, each row a sum over latents with their gains.</summary>
    public static float[] Keys(Toy model, int layer)
    {
        var at = $"model.layers.{layer}.self_attn.";
        var (down, gains, up) = (model[at + "kv_a_proj_with_mqa.weight"], model[at + "kv_a_layernorm.weight"],
            model[at + "kv_b_proj.weight"]);
        return [.. from row in Enumerable.Range(0, Heads * Plain)
                   let start = (row / Plain * (Plain + Value) + row % Plain) * Rank
                   from channel in Enumerable.Range(0, Toy.Width)
                   select (float)Enumerable.Range(0, Rank).Sum(latent =>
                       (double)up[start + latent] * gains[latent] * down[latent * Toy.Width + channel])];
    }

    public static LayerHeads HeadsOf(Toy model, int layer) => LayerHeads.Of(new(model.As("latents"))).ElementAt(layer);
}
