using System.CommandLine;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Originality;
using Jaram.Cli.Designing;

namespace Jaram.Cli.Verbs;

/// <summary>jaram design originality WHAT</summary>
internal static class DesignOriginalityVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var what = new Argument<string>("WHAT")
        {
            Description = DesignShowVerb.Words(desk) + desk.Say(", or graphs that you drew (docs/formats/graph.md)",
                ", 직접 그린 그래프 (docs/formats/graph.md)"),
        };
        var verb = new Verb("originality", desk.Say(
                "Says how original an architecture is: from whom it differs, since when, in what, by how many bits.",
                "구조가 얼마나 독자적인지 말합니다: 누구와, 언제부터, 무엇이, 몇 비트만큼 다른지."),
            "jaram design originality a.x-k1", "jaram design originality models/sprout",
            "jaram design originality config.json --json",
            "jaram design originality graphs.json") { what };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(what), SameCommand.Of(given),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string word, string again, bool isJson)
    {
        var atlas = Architectures.Atlas.ToList();
        var (verdict, fields) = Architectures.FindGraphs(word) is { } graphs
            ? (Verdict.Of(graphs, new KnownWorks(atlas)), [])
            : Of(Architectures.Read(word, desk), atlas);
        if (isJson) desk.Out.WriteLine(OriginalityLine.Of(verdict, fields, again).ToJsonString(JsonText.Readable));
        else new OriginalityPage(desk, verdict, fields).Write();
        return ExitCode.Done;
    }

    private static (Verdict, IReadOnlyList<Field>) Of(Blueprint model, List<Blueprint> atlas)
    {
        var verdict = Verdict.Of(model, new KnownWorks(atlas));
        return (verdict, Fields.Of(model, atlas.Single(known => known.Name == verdict.Predecessors[0].Name)));
    }
}
