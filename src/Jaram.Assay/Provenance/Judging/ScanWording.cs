// Parts and tests of a scan in both languages of the house.
// Source: ours; tests as in docs/decisions/0021-provenance.md.

using Jaram.Assay.Provenance.Reading;
using Jaram.Assay.Scorecards;

namespace Jaram.Assay.Provenance.Judging;

/// <summary>What a scan's words are for people.</summary>
public static class ScanWording
{
    /// <summary>A part of a model.</summary>
    public static Wording Of(Component component) => component switch
    {
        Component.Embedding => new("embedding", "임베딩"),
        Component.Attention => new("attention", "어텐션"),
        Component.Mlp => new("feed-forward", "피드포워드"),
        Component.Experts => new("experts", "전문가"),
        Component.Router => new("router", "라우터"),
        Component.Head => new("head", "출력층"),
        Component.Ahead => new("modules ahead", "앞을 보는 모듈"),
        Component.Vision => new("vision encoder", "시각 인코더"),
        Component.Audio => new("audio encoder", "음성 인코더"),
        Component.Projector => new("projector", "프로젝터"),
        Component.Norms => new("norms", "정규화 계수"),
        _ => new("unknown tensors", "알 수 없는 텐서"),
    };

    /// <summary>A test.</summary>
    public static Wording Of(TestKind kind) => kind switch
    {
        TestKind.Equality => new("equal numbers", "같은 수"),
        TestKind.HiddenUnits => new("units", "유닛"),
        TestKind.HiddenSquares => new("units squared", "유닛 제곱"),
        TestKind.Stream => new("stream", "스트림"),
        TestKind.Responses => new("responses", "반응"),
        TestKind.LayerMap => new("layer map", "층 지도"),
        TestKind.ResponseMap => new("response map", "반응 지도"),
        TestKind.Aligned => new("aligned attention", "정렬한 어텐션"),
        TestKind.Matched => new("matched units", "짝지은 유닛"),
        TestKind.Profile => new("profile", "깊이 윤곽"),
        _ => new("singular values", "특이값"),
    };
}
