using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Cli.History;

namespace Jaram.Cli.Assaying;

/// <summary>What a scan's words are for people.</summary>
/// <param name="desk">Says which language.</param>
internal sealed class ScanWords(Desk desk)
{
    /// <summary>A part of a model.</summary>
    public string Of(Component component) => component switch
    {
        Component.Embedding => desk.Say("embedding", "임베딩"),
        Component.Attention => desk.Say("attention", "어텐션"),
        Component.Mlp => desk.Say("feed-forward", "피드포워드"),
        Component.Experts => desk.Say("experts", "전문가"),
        Component.Router => desk.Say("router", "라우터"),
        Component.Head => desk.Say("head", "출력층"),
        Component.Ahead => desk.Say("modules ahead", "앞을 보는 모듈"),
        Component.Vision => desk.Say("vision encoder", "시각 인코더"),
        Component.Audio => desk.Say("audio encoder", "음성 인코더"),
        Component.Projector => desk.Say("projector", "프로젝터"),
        _ => component.ToString(),
    };

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
    public string Of(TestKind kind) => kind switch
    {
        TestKind.Equality => desk.Say("equal numbers", "같은 수"),
        TestKind.HiddenUnits => desk.Say("units", "유닛"),
        TestKind.HiddenSquares => desk.Say("units squared", "유닛 제곱"),
        TestKind.Stream => desk.Say("stream", "스트림"),
        TestKind.Responses => desk.Say("responses", "반응"),
        TestKind.LayerMap => desk.Say("layer map", "층 지도"),
        TestKind.ResponseMap => desk.Say("response map", "반응 지도"),
        TestKind.Aligned => desk.Say("aligned attention", "정렬한 어텐션"),
        TestKind.Matched => desk.Say("matched units", "짝지은 유닛"),
        _ => desk.Say("profile", "깊이 윤곽"),
    };

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

    /// <summary>A network's place, as in 3 or 3.2 for an expert.</summary>
    public static string Of(NetworkPlace place) => place.Expert < 0
        ? FormattableString.Invariant($"{place.Layer}")
        : FormattableString.Invariant($"{place.Layer}.{place.Expert}");

    /// <summary>A small number with two digits that count.</summary>
    public static string Small(double value) => Units.Text(value, Math.Abs(value) < 0.001 ? "0.0e0" : "0.####");
}
