namespace Jaram.Cli.Verbs;

/// <summary>jaram assay ...</summary>
internal static class AssayVerb
{
    /// <summary>The verb; each of its own verbs is a file beside this one.</summary>
    public static Verb Make(Desk desk)
    {
        var verb = new Verb("assay", desk.Say(
                "Judges a candidate: any model, whoever made it.", "후보 모델을 판정합니다. 누가 만든 모델이든 됩니다."),
            "jaram assay scan candidate/ --against known-model/ --control stranger/")
        {
            AssayScanVerb.Make(desk),
        };
        verb.SetAction(new HelpPage(desk).Invoke);
        return verb;
    }
}
