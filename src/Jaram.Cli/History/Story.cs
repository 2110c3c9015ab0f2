using Jaram.Ledger.Growth;

namespace Jaram.Cli.History;

/// <summary>What a person should know of entries of a ledger that are no versions, in one line each.</summary>
internal sealed class Story(Desk desk, GrowthHistory history)
{
    /// <summary>Time that is in no version's cost was a stop, if it is longer than a start takes.</summary>
    private static readonly TimeSpan _stop = TimeSpan.FromMinutes(10);

    /// <summary>What happened there.</summary>
    public string Of(GrowthEntry entry) => entry switch
    {
        GrowthEntry.Planned { Plan: var plan } => Planned(entry, plan),
        GrowthEntry.Grown { Descent: var descent } => desk.Say(
            $"grown by {Tame.Line(descent.By)} from version {VersionRef.Short(descent.Parent)} of step {descent.Step} "
                + $"of {Tame.Line(descent.Origin)}",
            $"{Tame.Line(descent.Origin)}의 {descent.Step} 스텝 버전 {VersionRef.Short(descent.Parent)}에서 "
                + $"{Tame.Line(descent.By)}(으)로 자라남"),
        GrowthEntry.WentBack { Rewound: var back } => desk.Say(
            $"went back from step {back.From} to {back.To}: {Tame.Line(back.Why)}; "
                + $"{back.Batches} batches left out so far",
            $"{back.From} 스텝에서 {back.To} 스텝으로 돌아감: {Tame.Line(back.Why)}. 지금까지 배치 {back.Batches}개 제외"),
        GrowthEntry.Drawn { Nonce: var nonce } => desk.Say(
            $"seed drawn: nonce {Tame.Line(nonce.Value)[..Math.Min(12, nonce.Value.Length)]}… {Origin(nonce.Origin)}",
            $"시드 뽑음: nonce {Tame.Line(nonce.Value)[..Math.Min(12, nonce.Value.Length)]}… {Origin(nonce.Origin)}"),
        GrowthEntry.Committed { Commitment: var birth } => desk.Say(
            $"committed: design {VersionRef.Short(birth.Design)}, {birth.Text.Documents} documents, "
                + $"{birth.Program.Count} program files, {Tame.Line(birth.Platform)}",
            $"약속: 구조 {VersionRef.Short(birth.Design)}, 문서 {birth.Text.Documents}개, "
                + $"프로그램 파일 {birth.Program.Count}개, {Tame.Line(birth.Platform)}"),
        _ => "",
    };

    /// <summary>What is special about a version; empty if nothing is.</summary>
    public string Of(GrowthEntry.Made made)
    {
        List<string> said = [];
        var version = made.Version;
        if (version.Cause == Cause.Born) said.Add(desk.Say("first weights", "첫 가중치"));
        if (version.Cause == Cause.Grown) said.Add(desk.Say("first weights, grown", "자라난 첫 가중치"));
        if (version.Cause == Cause.Reverted && version.Parents is [_, var left, ..])
            said.Add(desk.Say($"reverted; {VersionRef.Short(left)} was left",
                $"되돌림. {VersionRef.Short(left)}에서 떠남"));
        else if (version.Cause == Cause.Reverted) said.Add(desk.Say("reverted", "되돌림"));
        if (Stop(made) is { } stop) said.Add(desk.Say($"after a stop of {Units.Span(desk, stop)}",
            $"{Units.Span(desk, stop)} 쉰 뒤"));
        return string.Join(", ", said);
    }

    /// <summary>The reason of a plan, from the recipe that it names; empty if that is not to be read.</summary>
    public static string Because(GrowthHistory history, Plan plan)
    {
        try
        {
            var recipe = Recipe.Read(history.Blob(plan.Recipe), "recipe");
            return recipe.Stages is [.., var stage] ? stage.Because : "";
        }
        catch (Exception unreadable) when (unreadable is Jaram.Ledger.LedgerException or RaisingException)
        {
            return "";
        }
    }

    private string Planned(GrowthEntry entry, Plan plan)
    {
        var before = history.Plans.LastOrDefault(older => older.Index < entry.Index)?.Plan;
        var because = Because(history, plan) is { Length: > 0 } reason ? $" ({Tame.Line(reason)})" : "";
        var program = before is not null && before.Program != plan.Program
            ? desk.Say("; another program than before", ". 앞과 다른 프로그램") : "";
        var platform = before is not null && before.Platform != plan.Platform
            ? desk.Say($"; another machine: {Tame.Line(plan.Platform)}", $". 앞과 다른 기계: {Tame.Line(plan.Platform)}")
            : "";
        return desk.Say($"plan: steps {plan.From + 1} to {plan.To}{because}{program}{platform}",
            $"계획: {plan.From + 1}–{plan.To} 스텝{because}{program}{platform}");
    }

    /// <summary>Time since the version before that the segment's cost does not explain.</summary>
    private TimeSpan? Stop(GrowthEntry.Made made)
    {
        if (made.Version.Cause != Cause.Raised
            || history.Versions.LastOrDefault(older => older.Index < made.Index) is not { } before) return null;
        var idle = made.Time - before.Time - TimeSpan.FromSeconds(made.Version.Cost.Seconds);
        return idle >= _stop ? idle : null;
    }

    private string Origin(NonceOrigin origin) => origin switch
    {
        NonceOrigin.Recipe => desk.Say("from the recipe", "(레시피에서)"),
        NonceOrigin.Given => desk.Say("given by the maker", "(만든 이가 줌)"),
        _ => desk.Say("from a witness", "(증인에게서)"),
    };
}
