using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Assay.Scorecards;
using Jaram.Cli.History;

namespace Jaram.Cli.Assaying;

/// <summary>What a scan's words are for people.</summary>
/// <param name="desk">Says which language.</param>
internal sealed class ScanWords(Desk desk)
{
    /// <summary>A part of a model.</summary>
    public string Of(Component component) => Of(ScanWording.Of(component));

    /// <summary>A verdict.</summary>
    public string Of(Verdict verdict) => verdict switch
    {
        Verdict.Dependent => desk.Say("DEPENDENT", "종속"),
        Verdict.SameStart start => desk.Say($"same first weights ({start.Start})", $"같은 첫 가중치 ({start.Start})"),
        Verdict.Suspect => desk.Say("suspect", "의심"),
        Verdict.Independent apart => desk.Say($"independent to ρ {Small(apart.Correlation)}",
            $"ρ {Small(apart.Correlation)}까지 독립"),
        Verdict.CannotTell { Why: Obstacle.NotThere } => desk.Say("cannot tell: it has none",
            "알 수 없음: 상대에 없음"),
        Verdict.CannotTell { Why: Obstacle.Packed } => desk.Say("cannot tell: packed weights",
            "알 수 없음: 압축된 가중치"),
        Verdict.CannotTell { Why: Obstacle.FirstWeights } => desk.Say("cannot tell: first weights explain a part",
            "알 수 없음: 첫 가중치가 일부를 설명함"),
        Verdict.CannotTell { Why: Obstacle.Disguise } apart => desk.Say(
            $"cannot tell: ρ {Small(apart.Correlation)} in this order only",
            $"알 수 없음: 이 순서로만 ρ {Small(apart.Correlation)}"),
        _ => desk.Say("cannot tell: other shapes", "알 수 없음: 모양이 다름"),
    };

    /// <summary>What says so.</summary>
    public string Because(Verdict verdict) => verdict switch
    {
        Verdict.Dependent found => string.Join(", ", found.By.Select(Of)),
        Verdict.Suspect found => string.Join(", ", found.By.Select(Of)),
        _ => "",
    };

    /// <summary>A test.</summary>
    public string Of(TestKind kind) => Of(ScanWording.Of(kind));

    /// <summary>A tokenizer's line.</summary>
    public string Of(TokenizerSays says, TokenizerLikeness tokens)
    {
        if (says == TokenizerSays.CannotTell)
            return desk.Say("tokenizer: cannot tell, one did not come along", "토크나이저: 한쪽이 없어 알 수 없음");
        var (shared, merges, order) = (Units.Percent((double)tokens.Shared / tokens.Tokens), tokens.SharedMerges,
            Units.Text(tokens.MergeOrder, "0.00"));
        return desk.Say("tokenizer: ", "토크나이저: ") + (says == TokenizerSays.Same
            ? desk.Say("made from the other", "상대에서 만듦") : desk.Say("another one", "다른 것"))
            + desk.Say($"; {shared} % of tokens shared, {merges} merges, their order τ {order}, first "
                + $"{tokens.FirstMerges} equal",
                $". 토큰 {shared}% 공유, 병합 {merges}개 공유, 순서 τ {order}, 처음 {tokens.FirstMerges}개 같음");
    }

    private string Of(Wording wording) => desk.Say(wording.En, wording.Ko);

    /// <summary>A network's place, as in 3 or 3.2 for an expert.</summary>
    public static string Of(NetworkPlace place) => place.Expert < 0
        ? FormattableString.Invariant($"{place.Layer}")
        : FormattableString.Invariant($"{place.Layer}.{place.Expert}");

    /// <summary>A small number with two digits that count.</summary>
    public static string Small(double value) => Units.Text(value, Math.Abs(value) < 0.001 ? "0.0e0" : "0.####");
}
