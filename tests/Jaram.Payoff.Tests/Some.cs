using System.Text;
using Jaram.Architecture;
using Jaram.Payoff.Planning;
using Jaram.Payoff.Recording;
using Jaram.Payoff.Running;
using Jaram.Training.Data;

namespace Jaram.Payoff.Tests;

/// <summary>A small plan, and outcomes that no run had to be made for.</summary>
internal static class Some
{
    public static Design Grouped { get; } = Preset("sprout-gqa");

    public static Design Latent { get; } = Preset("sprout-mla");

    public static Design Mixture { get; } = Preset("sprout-moe");

    public static ComparisonWish Wish { get; } = new()
    {
        Designs = [new("gqa", Grouped), new("mla", Latent), new("moe", Mixture)],
        Matchings = [Matching.TrainingFlops, Matching.Parameters, Matching.DecodeCost],
        Rungs = 4, Seeds = 3, FirstSeed = 1, FirstWeights = WeightDraw.Common, RateFactors = [0.5, 1], SkillSteps = 100,
        Rule = new() { Confidence = 0.95, Gain = 1.05, Power = 0.8, Samples = 50, Key = 1 },
    };

    public static ReadyText Text { get; } = new("village", "village", new()
    {
        Format = "jaram-shards/1", TokenBytes = 2, Vocabulary = 1024, Bos = 0, End = 1, TokenizerDigest = new('a', 64),
        Training = new(100, 10_000, 40_000), HeldOut = new(2, 200, 800),
        Split = new() { Seed = 1, Fraction = 0.01, Threshold = "0" }, MerkleRoot = new('b', 64), TokensPerShard = 100,
        Shards = [], Index = new("documents.idx", 0, ""), Sources = [], Licences = [], Languages = [],
        Cleaning = new Cleaner(new()).Report,
    });

    public static ComparisonPlan Plan { get; } = Planned(Wish).Plan;

    public static RunList Runs { get; } = new(Plan, Drafting.Designs(Wish, [Text]));

    public static (ComparisonPlan Plan, IReadOnlyList<byte[]> Parts) Planned(ComparisonWish wish) =>
        Drafting.Draft(wish, [Text], Drafting.Rungs(64, wish.Rungs), "64 steps at the top rung asked for", "a machine");

    /// <summary>What every run of the plan gave, had a candidate's loss been that of a parent with so much more
    /// compute.</summary>
    public static Dictionary<string, RunOutcome> Outcomes(double gain, double noise) => Runs.All.ToDictionary(
        run => run.Name, run => Outcome(run, gain, noise));

    private static RunOutcome Outcome(PlannedRun run, double gain, double noise)
    {
        var random = new Random(BitConverter.ToInt32(System.Security.Cryptography.SHA256.HashData(
            Encoding.UTF8.GetBytes(run.Name))));
        double Loss(double flops) => (0.6 + Math.Pow(flops * (run.Arm == 0 ? 1 : gain) / 1e11, -0.3))
            * (1 + noise * (random.NextDouble() - 0.5)) + (run is PlannedRun.Sweep { Factor: < 1 } ? 0.1 : 0);
        var digest = Checkpoints.Digest.Of(Plan.Write());
        if (run is PlannedRun.Lessons)
            return new(run.Name, digest, [], [.. Training.Skills.SkillSchool.Names.Select(name =>
                new SkillOutcome(name, 0.8 + 0.02 * random.NextDouble(), 500))], 0, "");
        var steps = run is PlannedRun.Sweep ? Runs.RungsOf(run.Design).Take(1) : Runs.RungsOf(run.Design);
        var each = RunList.FlopsOfStep(run);
        return new(run.Name, digest, [.. steps.Select(step => new RungOutcome(step, step * each, Loss(step * each)))], [], 0, "");
    }

    private static Design Preset(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Jaram.slnx"))) folder = Path.GetDirectoryName(folder)!;
        var path = Path.Combine(folder, "designs", name + ".json");
        return Design.Read(File.ReadAllBytes(path), path);
    }
}
