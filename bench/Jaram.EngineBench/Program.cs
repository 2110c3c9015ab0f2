// How fast the engine reads and writes, with random weights: a line for each round, tokens a second between two
// readings of the memory's bandwidth in GB/s, and the MB that a token reads.
//
//   Jaram.EngineBench DESIGN WEIGHTS FOLDER THREADS REPEATS TEST...
//   Jaram.EngineBench load URL MODEL VOCABULARY STREAMS REQUESTS      asks a server: tokens a second, seconds to the first
//   Jaram.EngineBench serving SAMPLES              what bench/serving measured
//   Jaram.EngineBench gguf DESIGN TYPE FILE        the same weights for llama.cpp, Q40 or Q80
//   Jaram.EngineBench summary SAMPLES              what bench/engine measured
//   Jaram.EngineBench kept SAMPLES DESIGN WEIGHTS TEST     how many of its rounds stand
//   Jaram.EngineBench loss MODEL TEXT LINES        what smaller weights and caches lose on real text, line by line
//
// FOLDER keeps packed weights from run to run; a test is pp512, tg48, tg48@4096, tg48x16 (16 texts at once) or first
// (start to first token).

using System.Diagnostics;
using Jaram.Architecture;
using Jaram.Architecture.Costing;
using Jaram.EngineBench;
using Jaram.Inference;
using Jaram.Inference.Costing;
using Jaram.Inference.Weights;

if (args is ["loss", var model, var path, var lines])
{
    Loss.Measure(model, path, int.Parse(lines));
    return 0;
}
if (args is ["summary", var table])
{
    Summary.Print(table);
    return 0;
}
if (args is ["kept", var readings, .. var what])
{
    Console.WriteLine(Summary.Kept(readings, what));
    return 0;
}
if (args is ["load", var url, var name, var vocabulary, var streams, var requests])
{
    await Load.Measure(url, name, int.Parse(vocabulary), int.Parse(streams), int.Parse(requests));
    return 0;
}
if (args is ["serving", var served])
{
    Summary.PrintServing(served);
    return 0;
}
if (args is ["gguf", var shape, var type, var to])
{
    PeerModel.Write(Design.Read(File.ReadAllBytes(shape), shape), new(), type, to);
    return 0;
}
if (args is not [var file, var weights, var folder, var threads, var repeats, .. var tests])
{
    Console.Error.WriteLine("usage: Jaram.EngineBench DESIGN WEIGHTS FOLDER THREADS REPEATS TEST... | gguf … | loss … | load …");
    return 2;
}
var design = Design.Read(File.ReadAllBytes(file), file);
var options = new EngineOptions
    { Weights = Plan(weights), Threads = int.Parse(threads), CacheBytes = 1L << 31 };
var watch = Stopwatch.StartNew();
using var engine = Engine.Open(design, Path.Combine(folder, $"{design.Name}-{weights}.safetensors"), "random",
    () => new SharedWeights(Engine.TensorsOf(design, options)).Source, options, _ => { });
using var batch = new Batch();
var random = new Random(1);
if (tests is ["first"])
{
    using var text = engine.Begin();
    Read(text, 32);
    var since = DateTime.Now - Process.GetCurrentProcess().StartTime;
    Console.WriteLine($"{design.Name}\t{weights}\tfirst\t{since.TotalSeconds:f3}");
    return 0;
}
Console.Error.WriteLine($"open after {watch.Elapsed.TotalSeconds:f2} s; {engine.WeightBytes / 1e6:f0} MB");
using var memory = new ReadBandwidth(options.Threads);
var step = new StepModel(design, new(design, Bits(weights), 16.5));    // 16 bits and a scale for every 64
foreach (var test in tests)
{
    if (test.Split('x') is [var single, var width])
    {
        Together(int.Parse(single[2..]), int.Parse(width), test);
        continue;
    }
    var numbers = test[2..].Split('@');
    var (count, depth) = (int.Parse(numbers[0]), numbers.Length > 1 ? int.Parse(numbers[1]) : 0);
    using var text = engine.Begin();
    Read(text, depth);
    for (var round = -1; round < int.Parse(repeats); round++)
    {
        text.Truncate(depth);
        var before = memory.Measure();
        watch.Restart();
        if (test.StartsWith("pp")) Read(text, count);
        else for (var i = 0; i < count; i++) Feed(text, 1, Scored.Last);
        var seconds = watch.Elapsed.TotalSeconds;
        if (round < 0) continue;                                // the first warms up
        var read = test.StartsWith("tg") ? step.DecodeBytes(1, depth + count / 2) / 1e6 : 0;
        Console.WriteLine($"{design.Name}\t{weights}\t{test}\t{count / seconds:f2}\t{before / 1e9:f1}\t"
            + $"{memory.Measure() / 1e9:f1}\t{read:f0}");
    }
}
return 0;

// Nearest to the peer's bits: all matrices in 4 bits, where the engine by itself keeps 8 for embedding, head and latents.
static WeightPlan Plan(string word) => word == "int4-all"
    ? new(WeightFormat.Bits4, WeightFormat.Bits4, WeightFormat.Bits4)
    : WeightPlan.Of(word);

static Precision Bits(string word) =>
    word == "int4-all" ? Precision.Of("int4") with { Embedding = 4.5, Latent = 4.5 } : Precision.Of(word);

void Together(int count, int width, string test)
{
    var texts = Enumerable.Range(0, width).Select(_ => engine.Begin()).ToArray();
    for (var round = -1; round < int.Parse(repeats); round++)
    {
        watch.Restart();
        for (var i = 0; i < count; i++)
        {
            batch.Clear();
            foreach (var text in texts) batch.Add(text, [random.Next(design.Vocabulary)], Scored.Last);
            engine.Run(batch);
        }
        if (round >= 0)
            Console.WriteLine($"{design.Name}\t{weights}\t{test}\t{count * width / watch.Elapsed.TotalSeconds:f2}\t\t\t0");
    }
    foreach (var text in texts) text.Dispose();
}

void Read(Jaram.Inference.Caching.Sequence text, int tokens)
{
    for (var left = tokens; left > 0; left -= 512)
        Feed(text, Math.Min(left, 512), left <= 512 ? Scored.Last : Scored.Nothing);
}

void Feed(Jaram.Inference.Caching.Sequence text, int tokens, Scored scored)
{
    batch.Clear();
    batch.Add(text, [.. Enumerable.Range(0, tokens).Select(_ => random.Next(design.Vocabulary))], scored);
    engine.Run(batch);
}
