// A plan from what somebody wants, before anything is run.
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Statistics;
using Jaram.Training.Data;
using Jaram.Training.Raising;

namespace Jaram.Payoff.Planning;

/// <summary>What somebody wants compared.</summary>
public sealed record ComparisonWish
{
    /// <summary>Names and designs, the parent first; two or more.</summary>
    public required IReadOnlyList<NamedDesign> Designs { get; init; }

    /// <summary>What is made equal.</summary>
    public required IReadOnlyList<Matching> Matchings { get; init; }

    /// <summary>How many rungs, each twice the one below; three or more.</summary>
    public required int Rungs { get; init; }

    /// <summary>Pairs of runs, two or more.</summary>
    public required int Seeds { get; init; }

    /// <summary>The first of them, 1 or more.</summary>
    public required ulong FirstSeed { get; init; }

    /// <summary>Whether arms begin from the same draws.</summary>
    public required WeightDraw FirstWeights { get; init; }

    /// <summary>Factors of the usual learning rates.</summary>
    public required IReadOnlyList<double> RateFactors { get; init; }

    /// <summary>The parent's steps in learning the skills; 0 leaves them out.</summary>
    public required long SkillSteps { get; init; }

    /// <summary>How it is judged.</summary>
    public required PayoffRule Rule { get; init; }
}

/// <summary>A design as a comparison calls it.</summary>
/// <param name="Name">Unlike all others.</param>
/// <param name="Design">The design.</param>
public sealed record NamedDesign(string Name, Design Design);

/// <summary>A text that is ready.</summary>
/// <param name="Name">Unlike all others.</param>
/// <param name="Asked">As it was asked for.</param>
/// <param name="Shards">Its tokens.</param>
public sealed record ReadyText(string Name, string Asked, ShardManifest Shards);

/// <summary>Drafts plans.</summary>
public static class Drafting
{
    /// <summary>Rungs where each is twice the one below.</summary>
    /// <param name="top">Steps of the highest, a multiple of 2 to the power of one less than the rungs.</param>
    /// <param name="rungs">How many.</param>
    public static IReadOnlyList<long> Rungs(long top, int rungs) =>
        [.. Enumerable.Range(1, rungs).Select(rung => top >> (rungs - rung))];

    /// <summary>The designs as they will be raised: all with one vocabulary.</summary>
    /// <param name="wish">What somebody wants.</param>
    /// <param name="texts">The largest of their vocabularies is taken.</param>
    /// <exception cref="PayoffException">The designs see texts of unlike length.</exception>
    public static IReadOnlyList<Design> Designs(ComparisonWish wish, IReadOnlyList<ReadyText> texts)
    {
        var parent = wish.Designs[0].Design;
        if (wish.Designs.FirstOrDefault(other => other.Design.Context != parent.Context) is { } odd)
            throw new PayoffException($"{odd.Name} has context {odd.Design.Context}, {wish.Designs[0].Name} has "
                + $"{parent.Context}: arms read the same rows, so make them equal");
        var vocabulary = texts.Max(text => text.Shards.Vocabulary);
        return [.. wish.Designs.Select(named => named.Design with { Vocabulary = vocabulary })];
    }

    /// <summary>The plan, and the bytes of every design and recipe that it names.</summary>
    /// <param name="wish">What somebody wants.</param>
    /// <param name="texts">What on.</param>
    /// <param name="rungs">The parent's steps.</param>
    /// <param name="because">Why so many.</param>
    /// <param name="platform">What bits depend on besides.</param>
    /// <exception cref="PayoffException">Designs or rungs cannot be compared.</exception>
    public static (ComparisonPlan Plan, IReadOnlyList<byte[]> Parts) Draft(ComparisonWish wish,
        IReadOnlyList<ReadyText> texts, IReadOnlyList<long> rungs, string because, string platform)
    {
        var designs = Designs(wish, texts);
        List<byte[]> parts = [];
        List<PlannedArm> arms = [];
        foreach (var (named, design) in wish.Designs.Zip(designs))
            arms.Add(new(named.Name, Keep(design.Write()), Keep(Recipe.For(design, 0).Write()),
                [.. wish.Matchings.Select(matching => Keep(Fitted.To(design, designs[0], matching).Write()))]));
        return (new()
        {
            Format = ComparisonPlan.CurrentFormat, Arms = arms,
            Texts = [.. texts.Select(text => new PlannedText(text.Name, text.Asked, text.Shards.MerkleRoot,
                text.Shards.TokenizerDigest, text.Shards.Training.Tokens, text.Shards.HeldOut.Tokens))],
            Matchings = wish.Matchings, Rungs = rungs, Because = because,
            Seeds = wish.Seeds, FirstSeed = wish.FirstSeed, FirstWeights = wish.FirstWeights,
            RateFactors = wish.RateFactors, SkillSteps = wish.SkillSteps, Rule = wish.Rule, Platform = platform,
        }, parts);

        Digest Keep(byte[] part)
        {
            parts.Add(part);
            return Digest.Of(part);
        }
    }
}
