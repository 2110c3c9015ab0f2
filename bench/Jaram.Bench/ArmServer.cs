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

    /// <summary>The same, scored as planned.</summary>
    Scored,

    /// <summary>The same, with versions saved and recorded too.</summary>
    Recorded,

    /// <summary>The model's design, on TorchSharp's own operations.</summary>
    SameDesign,

    /// <summary>A plain GPT of as many parameters, on TorchSharp's own operations.</summary>
    Plain,
}

/// <summary>Serves one arm on standard input and output. The arm runs on the process's first thread, as training does:
/// memory that another thread asks for comes from another arena of malloc, which <see cref="NativeSettings"/> does not
/// reach.</summary>
internal sealed class ArmServer(IArm arm, int tokensPerStep)
{
    private readonly List<double> _times = [];
    private long _from;
    private int _left;

    public static void Serve(ArmKind kind, ModelFolder folder, long steps, double rate)
    {
        if (kind is not (ArmKind.SameDesign or ArmKind.Plain)) NativeSettings.Make();   // peers keep libtorch's own
        using var shards = folder.OpenCorpus();
        var (design, recipe) = (folder.ReadDesign(), folder.ReadRecipe());
        using IArm arm = kind == ArmKind.Recorded
            ? new RecordedArm(folder, shards, steps)
            : Make(kind, design, recipe, shards, steps, rate);
        arm.Run(new ArmServer(arm, recipe.Rows * design.Context).Next);
    }

    /// <summary>Ends the step at hand, and answers questions until another step is asked for.</summary>
    /// <returns>Whether one is.</returns>
    private bool Next()
    {
        if (_left > 0)
        {
            _times.Add(Stopwatch.GetElapsedTime(_from).TotalMilliseconds);
            if (--_left == 0) Console.WriteLine(string.Join(' ', _times.Select(time => $"{time:F1}")));
        }
        while (_left == 0)
        {
            if (Console.ReadLine() is not { } line) return false;
            if (line.Split(' ') is ["steps", var n])
            {
                _left = int.Parse(n);
                _times.Clear();
            }
            else if (line == "score") Console.WriteLine($"{arm.Score():F5}");
            else Console.WriteLine($"{arm.Parameters} {tokensPerStep} {Peak}");
        }
        _from = Stopwatch.GetTimestamp();
        return true;
    }

    private static long Peak => Process.GetCurrentProcess().PeakWorkingSet64;

    private static IArm Make(
        ArmKind kind, Design design, Recipe recipe, ShardFolder shards, long steps, double rate)
    {
        if (kind is ArmKind.Jaram or ArmKind.Scored)
            return new JaramArm(design, recipe, shards, steps, scores: kind == ArmKind.Scored);
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
}
