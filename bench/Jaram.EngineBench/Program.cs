// How fast the engine reads and writes, with random weights; a line of JSON for each measurement.
//
//   Jaram.EngineBench DESIGN WEIGHTS FOLDER THREADS REPEATS TEST...
//
// FOLDER keeps packed weights from run to run; a test is pp512, tg48, tg48@4096 or first (start to first token).

using System.Diagnostics;
using System.Text.Json;
using Jaram.Architecture;
using Jaram.Inference;
using Jaram.Inference.Costing;
using Jaram.Inference.Weights;

if (args is not [var file, var weights, var folder, var threads, var repeats, .. var tests])
{
    Console.Error.WriteLine("usage: Jaram.EngineBench DESIGN int8|int4|... FOLDER THREADS REPEATS pp512 tg48 tg48@4096 first");
    return 2;
}
var design = Design.Read(File.ReadAllBytes(file), file);
var options = new EngineOptions { Weights = WeightPlan.Of(weights), Threads = int.Parse(threads), CacheBytes = 1L << 31 };
var watch = Stopwatch.StartNew();
using var engine = Engine.Open(design, Path.Combine(folder, $"{design.Name}-{weights}.safetensors"), "random",
    () => RandomWeights.Of(Engine.TensorsOf(design, options)), options, _ => { });
using var batch = new Batch();
var random = new Random(1);
if (tests is ["first"])
{
    using var text = engine.Begin();
    Read(text, 32);
    var since = DateTime.Now - Process.GetCurrentProcess().StartTime;
    Console.WriteLine(JsonSerializer.Serialize(new
        { engine = "jaram", design = design.Name, weights, test = "first", seconds = since.TotalSeconds }));
    return 0;
}
Console.Error.WriteLine($"open after {watch.Elapsed.TotalSeconds:f2} s; {engine.WeightBytes / 1e6:f0} MB");
using var memory = new ReadBandwidth(options.Threads);
foreach (var test in tests)
{
    var (count, depth) = test[2..].Split('@') is [var n, var d] ? (int.Parse(n), int.Parse(d)) : (int.Parse(test[2..]), 0);
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
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            engine = "jaram", design = design.Name, weights, test, round, threads = options.Threads,
            rate = count / seconds, before = before / 1e9, after = memory.Measure() / 1e9,
        }));
    }
}
return 0;

void Read(Jaram.Inference.Caching.Sequence text, int tokens)
{
    for (var left = tokens; left > 0; left -= 512) Feed(text, Math.Min(left, 512), left <= 512 ? Scored.Last : Scored.Nothing);
}

void Feed(Jaram.Inference.Caching.Sequence text, int tokens, Scored scored)
{
    batch.Clear();
    batch.Add(text, [.. Enumerable.Range(0, tokens).Select(_ => random.Next(design.Vocabulary))], scored);
    engine.Run(batch);
}
