// From measures to verdicts. Exact tests and equal numbers prove; matched units prove where controls stand beside them;
// screens raise a suspicion; gains of norms do nothing.
// Source: ours; the rule for matched units in MatchedUnits.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Judging;

/// <summary>Judges pairs.</summary>
/// <param name="candidate">The candidate.</param>
/// <param name="rules">What was fixed before.</param>
/// <param name="critical">The score from which an exact test fires.</param>
/// <param name="controls">What strangers gave.</param>
/// <param name="starts">First weights that it may share.</param>
internal sealed class Judge(Anatomy candidate, Thresholds rules, double critical, IReadOnlyList<PairMeasures> controls,
    IReadOnlyList<Subject> starts)
{
    /// <summary>The cosine with first weights from which these are still there.</summary>
    private const double Present = 0.1;

    /// <summary>Judges a reference.</summary>
    public PairReport Of(PairMeasures pair) => Report(pair, controls);

    /// <summary>Judges a control as if it were a reference, by the other controls.</summary>
    public PairReport OfControl(PairMeasures pair) => Report(pair, [.. controls.Where(other => other != pair)]);

    private PairReport Report(PairMeasures pair, IReadOnlyList<PairMeasures> strangers)
    {
        var matched = MatchAnswer.Of([.. pair.Depths.Select(depth => (depth.Of.Layer, depth.Match))], pair.Shifted,
            [.. strangers.Where(one => one.Depths.Count == pair.Depths.Count)
                .Select(one => (one.Depths.Select(depth => depth.Match.Z).ToArray(), one.Shifted))],
            rules.MatchLevel, rules.MatchAgreement);
        var components = candidate.Components
            .Where(component => component is not (Component.Norms or Component.Unknown));
        var cleaned = starts.Select(start => Cleaned(pair.Other, start)).ToList();
        var isExplained = cleaned.Exists(start => Kept(pair, start) < rules.StartKept);
        var tokens = TokenizerLikeness.Of(candidate.Subject.Tokenizer, pair.Other.Subject.Tokenizer);
        return new(pair.Other.Subject.Name, [.. components.Select(component => new ComponentFinding(component,
                Verdict(component, pair, matched, strangers, (cleaned, isExplained)), Tests(component, pair),
                pair.Equality[component]))],
            OfTokens(tokens, pair.Other), tokens, pair.ByWeights, pair.ByResponses, matched, pair.Aligned, pair.Profile,
            pair.Spectra, NormLikeness.Of(candidate, pair.Other, rules.Shuffles));
    }

    /// <summary>Exact tests of a component; a map counts for the component that it found something in.</summary>
    private static IReadOnlyList<TestMade> Tests(Component component, PairMeasures pair) =>
        [.. pair.Exact[component], .. Maps(component, TestKind.LayerMap, pair.ByWeights),
            .. Maps(component, TestKind.ResponseMap, pair.ByResponses)];

    private static IEnumerable<TestMade> Maps(Component component, TestKind kind, LayerMap map) => map.Found
        .Where(match => match.One.Component == component).Take(1)
        .Select(match => new TestMade(kind, new(match.Z, [], map.Numbers), Fires: true));

    private Verdict Verdict(Component component, PairMeasures pair, MatchAnswer matched,
        IReadOnlyList<PairMeasures> strangers,
        (List<CleanedPair> Cleaned, bool IsExplained) starts)
    {
        var tests = Tests(component, pair);
        List<TestKind> by = [.. tests.Where(test => test.Fires).Select(test => test.Kind)];
        var fired = by.Count > 0;
        if (pair.Equality[component].Speaks(rules.EqualShare, rules.EqualTimes)) by.Insert(0, TestKind.Equality);
        else if (fired && starts.Cleaned.Find(start => IsPresent(start, component)
            && Explains(tests, start.Tests[component])) is { } start)
            return new Verdict.SameStart(start.Name);
        else if (fired && starts.IsExplained) return new Verdict.CannotTell(Obstacle.FirstWeights);
        if (matched.Said == MatchSays.SameUnits && pair.Depths.Any(depth => depth.Of.Component == component))
            by.Add(TestKind.Matched);
        if (by.Count > 0) return new Verdict.Dependent(by);
        if (Screens(component, pair, strangers) is { Count: > 0 } screens) return new Verdict.Suspect(screens);
        if (tests.Count > 0)
        {
            var correlation = tests.Min(test => test.Score.Sensitivity(critical));
            return matched.Said == MatchSays.CannotTell ? new Verdict.CannotTell(Obstacle.Disguise, correlation)
                : new Verdict.Independent(correlation);
        }
        return new Verdict.CannotTell(
            candidate.Packed.Contains(component) || pair.Other.Packed.Contains(component) ? Obstacle.Packed
            : pair.Other.Components.Contains(component) ? Obstacle.OtherShapes
            : Obstacle.NotThere);
    }

    /// <summary>Whether every score that fired collapses without the first weights.</summary>
    private bool Explains(IReadOnlyList<TestMade> tests, IEnumerable<TestMade> cleaned)
    {
        var left = cleaned.ToDictionary(test => test.Kind, test => test.Score.Z);
        var fired = tests.Where(test => test.Fires && left.ContainsKey(test.Kind)).ToList();
        return fired.Count > 0 && fired.TrueForAll(test => left[test.Kind] < rules.StartShare * test.Score.Z);
    }

    /// <summary>The most that any score that fired keeps without first weights, as a share. A copy keeps nearly all in
    /// some part; what two models learnt from one beginning is alike too, but less than the beginning was. Parts in
    /// which nothing is left of first weights, or that began from zeros, say nothing here.</summary>
    private static double Kept(PairMeasures pair, CleanedPair cleaned) =>
        (from part in pair.Exact
         where IsPresent(cleaned, part.Key)
         from test in part
         where test.Fires
         from left in cleaned.Tests[part.Key]
         where left.Kind == test.Kind
         select left.Score.Z / test.Score.Z).DefaultIfEmpty(1).Max();

    /// <summary>Whether both still hold first weights in a part: a disguised copy does not, and would seem explained
    /// when its maker loses them.</summary>
    private static bool IsPresent(CleanedPair cleaned, Component component) =>
        WithoutStart.Presence(cleaned.One, component) >= Present
            && WithoutStart.Presence(cleaned.Other, component) >= Present;

    private CleanedPair Cleaned(Anatomy other, Subject start)
    {
        var (one, its) = (WithoutStart.Of(candidate.Subject, start), WithoutStart.Of(other.Subject, start));
        return new(start.Name, one, its, new ExactTests(rules, critical).Run(one, its));
    }

    /// <summary>A pair without first weights.</summary>
    private sealed record CleanedPair(string Name, Anatomy One, Anatomy Other, ILookup<Component, TestMade> Tests);

    private List<TestKind> Screens(Component component, PairMeasures pair, IReadOnlyList<PairMeasures> strangers)
    {
        List<TestKind> screens = [];
        if (component == Component.Attention)
        {
            double[] aligned = [.. strangers.Select(one => one.Aligned).Where(double.IsFinite)];
            if (aligned.Length > 0 && pair.Aligned >= rules.AlignedFloor
                && pair.Aligned >= rules.AlignedTimes * Math.Max(0, aligned.Max())) screens.Add(TestKind.Aligned);
            double[] profiles = [.. strangers.Select(one => one.Profile).Where(double.IsFinite)];
            if (double.IsFinite(pair.Profile) && Rank(pair.Profile, profiles) <= rules.ProfileRank)
                screens.Add(TestKind.Profile);
        }
        double[] spectra = [.. strangers.Where(one => one.Spectra.ContainsKey(component))
            .Select(one => one.Spectra[component])];
        if (spectra.Length > 0 && pair.Spectra.TryGetValue(component, out var spectrum)
            && Rank(spectrum, spectra) <= rules.ProfileRank
            && 1 - spectrum < spectrum - spectra.Max()) screens.Add(TestKind.Spectra);  // a copy's is 1
        return screens;
    }

    /// <summary>Where a likeness stands among strangers', as a share: the chance that a stranger's stands there.
    /// </summary>
    private static double Rank(double likeness, double[] strangers) =>
        (1.0 + strangers.Count(one => one >= likeness)) / (strangers.Length + 1);

    private TokenizerSays OfTokens(TokenizerLikeness tokens, Anatomy other)
    {
        if (tokens.Tokens == 0 || other.Subject.Tokenizer.Ids.Count == 0) return TokenizerSays.CannotTell;
        return tokens.Speaks(rules.TokenShare, rules.TokenOrder) ? TokenizerSays.Same : TokenizerSays.Apart;
    }
}
