namespace Jaram.Cli.Verbs;

/// <summary>jaram design ...</summary>
internal static class DesignVerb
{
    /// <summary>The verb; each of its own verbs is a file beside this one.</summary>
    public static Verb Make(Desk desk)
    {
        var verb = new Verb("design", desk.Say(
                "Reads architectures without running them: draws, counts and compares.",
                "구조를 돌리지 않고 읽습니다: 그리고, 세고, 견줍니다."),
            "jaram design show deepseek-v3", "jaram design count sprout-gqa sprout-mla",
            "jaram design diff a.x-k1 deepseek-v3")
        {
            DesignShowVerb.Make(desk), DesignCountVerb.Make(desk), DesignDiffVerb.Make(desk),
            DesignOriginalityVerb.Make(desk), DesignTwinVerb.Make(desk),
        };
        verb.SetAction(new HelpPage(desk).Invoke);
        return verb;
    }
}
