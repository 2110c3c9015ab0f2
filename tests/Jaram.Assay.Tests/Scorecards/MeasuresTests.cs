using System.Collections.Immutable;
using Jaram.Assay.Scorecards;
using Jaram.Assay.Scorecards.Evidence;

namespace Jaram.Assay.Tests.Scorecards;

public sealed class MeasuresTests
{
    private const string Cost = """
        {'event':'cost','design':'d','cacheBytesPerToken':1800,'text':[{'charactersPerToken':1.5}],'here':{'speeds':[
        {'kind':'prefill','depth':0,'batch':1,'tokensPerSecond':9999,'samples':[]},
        {'kind':'decode','depth':0,'batch':1,'tokensPerSecond':100,'samples':[90,100,110],'joulesPerToken':0.3,'joulesEstimated':true,'tier':'C'},
        {'kind':'decode','depth':1024,'batch':1,'tokensPerSecond':80,'samples':[80,80,80],'joulesPerToken':0.4,'joulesEstimated':true,'tier':'C'},
        {'kind':'decode','depth':0,'batch':8,'tokensPerSecond':300,'samples':[290,300,310],'joulesPerToken':0.1,'joulesEstimated':true,'tier':'C'}]}}
        """;
    private const string Comparison = """
        {'event':'comparison','rows':[
        {'candidate':'d','text':'village','matching':'trainingFlops','computeMultiplier':{'low':0.69,'value':0.76,'high':0.83},'slopeOfLogMultiplier':{'low':-1,'value':0,'high':1},'verdict':'doesNot','ground':'loss'},
        {'candidate':'d','text':'reviews','matching':'trainingFlops','computeMultiplier':{'low':0.87,'value':0.99,'high':1.12},'slopeOfLogMultiplier':{'low':-1,'value':-0.5,'high':1},'verdict':'cannotTell','ground':'interval'},
        {'candidate':'d','text':'village','matching':'parameters','computeMultiplier':{'low':0.1,'value':0.2,'high':0.3},'verdict':'doesNot','ground':'loss'},
        {'candidate':'e','text':'village','matching':'trainingFlops','computeMultiplier':{'low':0.1,'value':0.1,'high':0.1},'verdict':'doesNot','ground':'loss'}],
        'forecasts':[{'arm':'d','held':true},{'arm':'d','held':false},{'arm':'e','held':false}]}
        """;
    private const string Tasks = """
        {'event':'tasks','results':{
        'a':{'alias':'a','acc,none':0.75,'acc_stderr,none':0.05,'acc_chance,none':{'value':0.5,'isChance':false},'acc_norm,none':0.9},
        'b':{'alias':'b','exact_match,none':0.1,'exact_match_stderr,none':0.03},
        'c':{'alias':'c','acc,none':0.2,'acc_stderr,none':0.05,'acc_chance,none':{'value':0.25,'isChance':true}},
        'd':{'alias':'d','word_perplexity,none':35,'byte_perplexity,none':2.1,'bits_per_byte,none':1.07},
        'e':{'alias':'e','brier_score,none':1.2,'brier_score_stderr,none':0.1}},
        'contamination':[{'questions':40,'touched':1},{'questions':60,'touched':4}]}
        """;

    [Theory]
    [InlineData("cost.charactersPerSecond", 135, 150, 165, Grade.Measured)]
    [InlineData("cost.joulesPerMillionCharacters", 200_000, 200_000, 200_000, Grade.Estimated)]
    [InlineData("cost.cacheBytesPerCharacter", 1200, 1200, 1200, Grade.Measured)]
    [InlineData("cost.depthKept", 0.7273, 0.8, 0.8889, Grade.Measured)]
    [InlineData("cost.concurrency", 2.6364, 3, 3.4444, Grade.Measured)]
    public void Costs_are_read_by_the_character(string measure, double low, double value, double high, Grade grade) =>
        Holds(measure, low, value, high, grade, Cost);

    [Fact]
    public void Of_several_texts_the_one_counts_on_which_a_novelty_pays_least() =>
        Holds("payoff.multiplier", 0.69, 0.76, 0.83, Grade.Measured, Comparison, Cost);

    [Fact]
    public void Forecasts_count_that_are_of_the_candidates_own_arm() =>
        Holds("payoff.forecasts", 0.5, 0.5, 0.5, Grade.Measured, Comparison, Cost);

    [Fact]
    public void A_comparison_of_others_says_nothing() =>
        Assert.IsType<Reading.Untold>(Measures.Of("payoff.multiplier", Of(Comparison)));

    [Fact]
    public void Scores_are_what_lies_between_guessing_and_perfect()
    {
        // (0.5 + 0.1 − 0.0667) / 3, errors 0.1, 0.03 and 0.0667 together
        var mean = (0.5 + 0.1 - 0.2 / 3) / 3;
        var spread = 1.959964 * Math.Sqrt(0.01 + 0.0009 + 0.2 / 3 * 0.2 / 3 * 1) / 3;
        Holds("tasks.aboveChance", mean - spread, mean, mean + spread, Grade.Measured, Tasks);
    }

    [Fact]
    public void Questions_that_stand_in_its_text_are_counted_over_all_tasks() =>
        Holds("tasks.unseen", 0.95, 0.95, 0.95, Grade.Measured, Tasks);

    [Theory]
    [InlineData("extension.gain", -0.4, 0.1, 0.04, 0.02, 0.204, 0.4, 0.596)]
    [InlineData("extension.gain", 0.02, 0, 0.04, 0, -0.02, -0.02, -0.02)]
    [InlineData("extension.kept", -0.4, 0, 0.1, 0, 0.75, 0.75, 0.75)]
    [InlineData("extension.kept", -0.4, 0.1, 0.1, 0.02, 0.3177, 0.75, 0.898)]
    [InlineData("extension.kept", -0.4, 0, -0.1, 0, 1, 1, 1)]
    [InlineData("extension.kept", -0.1, 0, 0.3, 0, 0, 0, 0)]
    [InlineData("extension.kept", 0.1, 0, -0.1, 0, 0, 0, 0)]
    [InlineData("extension.kept", -0.001, 0.01, 0, 0, 0, 1, 1)]
    public void A_new_language_is_worth_what_it_gains_and_what_of_that_home_leaves(string measure, double there,
        double thereError, double home, double homeError, double low, double value, double high) =>
        Holds(measure, low, value, high, Grade.Measured, FormattableString.Invariant(
            $"{{'event':'extension','there':{Share(there, thereError)},'home':{Share(home, homeError)}}}"));

    [Fact]
    public void Bits_of_what_is_computed_and_kept_are_added()
    {
        const string original = "{'event':'originality','tier':2,'bits':{'forward':30.5,'state':8.25,'making':4},"
            + "'predecessors':[{'name':'x','released':'2024-05'}]}";
        Holds("originality.bits", 38.75, 38.75, 38.75, Grade.Measured, original);
        Holds("originality.tier", 2, 2, 2, Grade.Measured, original);
    }

    [Fact]
    public void Every_measure_says_why_it_cannot_be_read()
    {
        foreach (var measure in Measures.Names)
        {
            var nothing = Assert.IsType<Reading.Untold>(Measures.Of(measure, Of()));
            Assert.Contains("no result of", nothing.Why.En, StringComparison.Ordinal);
            var kind = Measures.KindOf(measure);
            var empty = Assert.IsType<Reading.Untold>(Measures.Of(measure, Of($"{{'event':'{kind}'}}")));
            Assert.NotEqual("", empty.Why.Ko);
        }
    }

    [Fact]
    public void What_failed_says_why_in_its_own_words()
    {
        var set = new EvidenceSet("m", [], ImmutableDictionary<string, Wording>.Empty.Add("cost", Wording.Quoted("NaN in row 3")));
        var untold = Assert.IsType<Reading.Untold>(Measures.Of("cost.concurrency", set));
        Assert.Equal("could not be measured: NaN in row 3", untold.Why.En);
    }

    [Fact]
    public void Two_results_of_one_kind_are_refused() => Assert.Contains("both results of tasks",
        Assert.Throws<AssayException>(() => Of(Tasks, Tasks)).Message, StringComparison.Ordinal);

    private static void Holds(string measure, double low, double value, double high, Grade grade, params string[] results)
    {
        var told = Assert.IsType<Reading.Told>(Measures.Of(measure, Of(results)));
        Assert.Equal(grade, told.Grade);
        Assert.Equal([Near(low), Near(value), Near(high)],
            new[] { told.Value.Low, told.Value.Value, told.Value.High }.Select(one => Math.Round(one, 3)));
    }

    private static string Share(double value, double error) =>
        FormattableString.Invariant($"{{'share':{{'value':{value},'standardError':{error}}}}}");

    private static decimal Near(double value) => Math.Round((decimal)value, 3);

    private static EvidenceSet Of(params string[] results) => new("m",
        results.Select(json => Cards.Result("m", json)), ImmutableDictionary<string, Wording>.Empty);
}
