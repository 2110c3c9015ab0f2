using System.Collections.Immutable;
using Jaram.Assay.Scorecards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;

namespace Jaram.Assay.Tests.Scorecards;

public sealed class GateRulesTests
{
    private const string Held = "'flaws':[],'checks':[{'kind':'FirstWeights','outcome':'Held'},{'kind':'Chain','outcome':'Held'},"
        + "{'kind':'StepBounds','outcome':'Held'},{'kind':'Birthmark','outcome':'Held'}]";
    private const string P0 = "{'event':'verify','level':'P0'," + Held + "}";
    private const string P2 = "{'event':'verify','level':'P2'," + Held + "}";
    private const string Belied = "{'event':'verify','level':'P0','flaws':[{'kind':'Steps','where':'entry 7'}],'checks':[]}";
    private const string Stranger = "{'event':'scan','controlsHold':true,'references':[{'model':'known','components':["
        + "{'component':'mlp','verdict':'independent','correlation':0.01}]}]}";
    private const string Thief = "{'event':'scan','controlsHold':true,'references':[{'model':'known','components':["
        + "{'component':'mlp','verdict':'dependent','by':['matched']}]}]}";
    private const string Doubtful = "{'event':'scan','controlsHold':false,'references':[]}";
    private const string Open = "{'event':'disclosure','committed':['text'],'licences':[{'name':'CC0-1.0','documents':3}],'baseModels':[]}";

    [Theory]
    [InlineData(GateOutcome.Fails, "weights of known are in it", Thief)]
    [InlineData(GateOutcome.Fails, "cannot be believed: Steps (entry 7)", Belied, Stranger)]
    [InlineData(GateOutcome.Open, "level P0, P2 is asked", P0, Stranger)]
    [InlineData(GateOutcome.Passes, "level P2", P2, Stranger)]
    [InlineData(GateOutcome.Open, "weights alone never prove more", Stranger)]
    [InlineData(GateOutcome.Open, "controls do not hold", P2, Doubtful)]
    [InlineData(GateOutcome.Open, "no result of verify was handed over")]
    public void Whether_it_was_raised_from_zero(GateOutcome expected, string says, params string[] results)
    {
        var found = Answer(new GateRule.FromZero("P2"), results);
        Assert.Equal(expected, found.Outcome);
        Assert.Contains(found.Reasons, reason => reason.En.Contains(says, StringComparison.Ordinal));
        Assert.All(found.Reasons, reason => Assert.NotEqual("", reason.Ko));
    }

    [Fact]
    public void Who_shares_weights_and_has_a_life_of_its_own_in_its_ledger_gave_them_and_did_not_take_them()
    {
        var found = Answer(new GateRule.FromZero("P2"), P0, Thief);
        Assert.Equal(GateOutcome.Open, found.Outcome);
        Assert.Contains(found.Reasons, reason => reason.En.Contains("came from it, not into it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GateOutcome.Passes, "'CC0-1.0'")]
    [InlineData(GateOutcome.Open, "'CC0-1.0','EXAONE AI 1.1'")]
    [InlineData(GateOutcome.Open, "'CC0-1.0',''")]
    [InlineData(GateOutcome.Open, null)]
    [InlineData(GateOutcome.Fails, "'CC0-1.0','CC-BY-NC-4.0'")]
    public void Whether_licences_leave_its_users_free(GateOutcome expected, string? licences)
    {
        var named = licences is null ? "" : string.Join(',', licences.Split(',').Select(one => $"{{'name':{one}}}"));
        Assert.Equal(expected, Answer(new GateRule.Licence(["CC0-1.0"], ["-NC"]),
            $"{{'event':'disclosure','licences':[{named}],'baseModels':[]}}").Outcome);
    }

    [Fact]
    public void Who_hides_a_base_model_fails_and_who_names_it_does_not()
    {
        const string named = "{'event':'disclosure','committed':[],'licences':[],'baseModels':['org/known']}";
        Assert.Equal(GateOutcome.Passes, Answer(new GateRule.Disclosure(), Open, Stranger).Outcome);
        Assert.Equal(GateOutcome.Fails, Answer(new GateRule.Disclosure(), Open, Thief).Outcome);
        Assert.Equal(GateOutcome.Open, Answer(new GateRule.Disclosure(), named, Thief).Outcome);
    }

    [Theory]
    [InlineData(true, GateOutcome.Passes)]
    [InlineData(false, GateOutcome.Fails)]
    public void An_evaluator_decides_what_is_open(bool passes, GateOutcome expected) => Assert.Equal(expected,
        GateRules.Answer(Gate(new GateRule.Entered()), Of(), [new(passes, "seen")]).Outcome);

    [Fact]
    public void No_evaluator_passes_what_weights_belie() => Assert.Equal(GateOutcome.Fails,
        GateRules.Answer(Gate(new GateRule.FromZero("P2")), Of(Thief), [new(true, "trust me")]).Outcome);

    private static GateFinding Answer(GateRule rule, params string[] results) =>
        GateRules.Answer(Gate(rule), Of(results), []);

    private static EvidenceSet Of(params string[] results) => new("m",
        results.Select(json => Cards.Result("m", json)), ImmutableDictionary<string, Wording>.Empty);

    private static RubricGate Gate(GateRule rule) =>
        new() { Id = "g", Name = new("g", "g"), Asks = new("?", "?"), Rule = rule, Source = "tests" };
}
