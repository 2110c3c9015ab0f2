// The child's side: one arm in a process of its own, so that neither the memory nor the threads of one arm reach the
// other. It answers a line with a line.
//
//   steps N   milliseconds of each of the next N steps
//   score     nats a token of held-out text
//   about     parameters, tokens a step, peak resident memory in bytes

using System.Diagnostics;
using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Training;
using Jaram.Training.Blocks;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Bench;

/// <summary>What is trained, and how.</summary>
internal enum ArmKind
{
    /// <summary>The model's design, by Jaram's trainer.</summary>
    Jaram,

    /// <summary>The same, with versions saved and recorded.</summary>
    Recorded,

    /// <summary>The model's design, on TorchSharp's own operations.</summary>
    SameDesign,

    /// <summary>A plain GPT of as many parameters, on TorchSharp's own operations.</summary>
    Plain,
}

/// <summary>Serves one arm on standard input and output.</summary>
internal static class ArmServer
{
    public static void Serve(ArmKind kind, ModelFolder folder, long steps, double rate)
    {
        if (kind is ArmKind.Jaram or ArmKind.Recorded) NativeSettings.Make();   // the peer keeps libtorch's own settings
        using var shards = folder.OpenCorpus();
        var (design, recipe) = (folder.ReadDesign(), folder.ReadRecipe());
        using IArm arm = kind == ArmKind.Recorded
            ? new RecordedArm(folder, shards, steps)
            : Make(kind, design, recipe, shards, steps, rate);
        while (Console.ReadLine() is { } line)
            Console.WriteLine(line.Split(' ') switch
            {
                ["steps", var n] => string.Join(' ', Enumerable.Range(0, int.Parse(n)).Select(_ => Timed(arm))),
                ["score"] => $"{arm.Score():F5}",
                _ => $"{arm.Parameters} {recipe.Rows * design.Context} {Process.GetCurrentProcess().PeakWorkingSet64}",
            });
    }

    private static IArm Make(
        ArmKind kind, Design design, Recipe recipe, ShardFolder shards, long steps, double rate)
    {
        if (kind == ArmKind.Jaram) return new JaramArm(design, recipe, shards, steps);
        nn.Module model;
        Func<Tensor, Tensor> logits;
        if (kind == ArmKind.SameDesign)
        {
            var decoder = new Decoder(design, new TorchSharpOperators(), float32);
            Initialisation.Apply(decoder, CounterRandom.Seed(recipe.Seed));
            (model, logits) = (decoder, ids =>
            {
                using var pass = new Pass();
                return decoder.call(ids, pass);
            });
        }
        else
        {
            random.manual_seed((long)recipe.Seed);
            var plain = PlainGpt.Like(design);
            (model, logits) = (plain, plain.call);
        }
        return new TorchSharpArm(model, logits, shards, recipe.Rows, design.Context, rate, steps);
    }

    private static string Timed(IArm arm)
    {
        var from = Stopwatch.GetTimestamp();
        arm.Step();
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds.ToString("F1");
    }
}
