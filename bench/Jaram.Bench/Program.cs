// What training costs, against a named peer, in interleaved runs. The scripts beside this project call it.
//
//   Jaram.Bench throughput    MODEL SAMPLES [ROUNDS]
//   Jaram.Bench time-to-loss  MODEL SAMPLES [SECONDS SHARE RATE]
//   Jaram.Bench sweep         MODEL SAMPLES [SECONDS RATE...]
//   Jaram.Bench recording     MODEL SAMPLES STEPS ROUNDS
//   Jaram.Bench version-store MODEL SAMPLES            a raised model
//   Jaram.Bench birthmark     MODEL SAMPLES OTHER      two raised models of one design
//   Jaram.Bench token-masks   TOKENS SAMPLES
//   Jaram.Bench giant         FOLDER LAYERS SEED       a model of drawn weights, 354 MB a layer
//
// MODEL is a folder made by 'jaram new'; SAMPLES is the file that raw samples are written to.

using Jaram.Bench;

string Word(int at, string otherwise) => at < args.Length ? args[at] : otherwise;
double Number(int at, double otherwise) => at < args.Length ? double.Parse(args[at]) : otherwise;

switch (args)
{
    case [ArmProcess.Verb, var kind, var model, var steps, var rate]:
        ArmServer.Serve(Enum.Parse<ArmKind>(kind), new(model), long.Parse(steps), double.Parse(rate));
        return 0;
    case ["throughput", var model, var samples, ..]:
        Throughput.Measure(model, new(samples), rounds: (int)Number(3, 30));
        return 0;
    case ["time-to-loss", var model, var samples, ..]:
        TimeToLoss.Measure(model, new(samples), seconds: Number(3, 300), share: Number(4, 0.4), rate: Number(5, 2e-3));
        return 0;
    case ["sweep", var model, var samples, ..]:
        Sweep.Measure(model, new(samples), seconds: Number(3, 60),
            rates: [.. Word(4, "1e-3 2e-3 4e-3").Split(' ').Select(double.Parse)]);
        return 0;
    case ["recording", var model, var samples, var steps, var rounds]:
        RecordingCost.Measure(model, new(samples), long.Parse(steps), int.Parse(rounds));
        return 0;
    case ["version-store", var model, var samples]:
        VersionSizes.Measure(model, new(samples));
        return 0;
    case ["token-masks", var tokens, var samples]:
        TokenMasks.Measure(tokens, new(samples));
        return 0;
    case ["birthmark", var model, var samples, var other]:
        Birthmarks.Measure(model, other, new(samples));
        return 0;
    case ["giant", var folder, var layers, var seed]:
        GiantModel.Write(folder, int.Parse(layers), ulong.Parse(seed));
        return 0;
    default:
        Console.Error.WriteLine("usage: bench/throughput CORPUS | bench/time-to-loss CORPUS | bench/version-store MODEL NAME | bench/birthmark MODEL OTHER | bench/token-masks TOKENS");
        return 2;
}
