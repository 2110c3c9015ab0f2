namespace Jaram.Cli.Verbs;

/// <summary>jaram assay ...</summary>
internal static class AssayVerb
{
    /// <summary>The verb; each of its own verbs is a file beside this one.</summary>
    public static Verb Make(Desk desk)
    {
        var verb = new Verb("assay", desk.Say(
                "Judges models: one raised here, anybody's, or one behind an address.",
                "모델을 감정합니다: 여기서 키운 것, 남의 것, 주소 뒤에 있는 것."),
            "jaram assay scan candidate/ --against known-model/ --control stranger/",
            "jaram assay tasks models/sprout --suite ko", "jaram assay zoo zoo/")
        {
            AssayScanVerb.Make(desk), AssayTasksVerb.Make(desk), AssayZooVerb.Make(desk),
        };
        verb.SetAction(new HelpPage(desk).Invoke);
        return verb;
    }
}
