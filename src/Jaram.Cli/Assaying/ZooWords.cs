using Jaram.Assay.Provenance.Judging;

namespace Jaram.Cli.Assaying;

/// <summary>What a zoo's words are for people.</summary>
/// <param name="desk">Says which language.</param>
internal sealed class ZooWords(Desk desk)
{
    private static readonly Dictionary<string, (string English, string Korean)> _kinds = new()
    {
        ["fine-tuned"] = ("fine-tuned on answers", "답변으로 미세조정"), ["adapter"] = ("adapter merged", "어댑터 병합"),
        ["raised-on-50"] = ("raised on 50 %", "50% 더 키움"), ["raised-on-100"] = ("raised on 100 %", "100% 더 키움"),
        ["raised-on-300"] = ("raised on 300 %", "300% 더 키움"), ["depth-pruned"] = ("a layer taken out", "층을 덜어 냄"),
        ["units-pruned"] = ("units taken out", "유닛을 덜어 냄"),
        ["width-pruned"] = ("units and channels taken out", "유닛과 채널을 덜어 냄"),
        ["up-scaled"] = ("two copies in depth", "깊이로 두 번 쌓음"), ["upcycled"] = ("copies as experts", "복사해 전문가로"),
        ["upcycled-split"] = ("pieces as experts", "나눠 전문가로"), ["merged"] = ("merged .6/.4", ".6/.4로 합침"),
        ["merged-strangers"] = ("strangers merged .6/.4", "남남을 .6/.4로 합침"),
        ["merged-slerp"] = ("merged on the circle", "구면으로 합침"), ["task-arithmetic"] = ("task arithmetic", "과제 산술"),
        ["re-tokenised"] = ("another tokenizer", "다른 토크나이저"),
        ["attention-redrawn"] = ("attention drawn anew", "어텐션을 새로 뽑음"),
        ["networks-redrawn"] = ("networks drawn anew", "피드포워드를 새로 뽑음"),
        ["int8"] = ("8 bits", "8비트"), ["int4"] = ("4 bits", "4비트"),
        ["distilled"] = ("taught, own weights", "배운 학생(자기 가중치)"), ["transplanted"] = ("layers transplanted", "층 이식"),
        ["x1"] = ("X1 channels", "X1 채널 순서"), ["x2"] = ("X2 units", "X2 유닛 순서"), ["x3"] = ("X3 rotation", "X3 회전"),
        ["x4"] = ("X4 heads", "X4 헤드 회전"), ["x5"] = ("X5 gains", "X5 계수"), ["x6"] = ("X6 scales", "X6 크기"),
        ["x7"] = ("X7 signs", "X7 부호"), ["experts"] = ("experts' order", "전문가 순서"),
        ["noise-0.1"] = ("noise .1 σ", "잡음 .1 σ"), ["noise-1"] = ("noise 1 σ", "잡음 1 σ"),
    };

    private readonly ScanWords _words = new(desk);

    /// <summary>A kind; several disguises one after the other.</summary>
    public string Kind(string kind) => _kinds.TryGetValue(kind, out var words)
        ? desk.Say(words.English, words.Korean)
        : string.Join(" + ", kind.Split('+').Select(Kind));

    /// <summary>A test or another measure.</summary>
    public string Measure(string measure) => measure switch
    {
        "agreement" => desk.Say("agreement", "일치율"),
        "normCosine" => desk.Say("norms' cosine", "계수 코사인"),
        "normOrder" => desk.Say("norms' order", "계수 순서"),
        "tokens" => desk.Say("tokens", "토큰"),
        _ => Enum.TryParse<TestKind>(measure, ignoreCase: true, out var kind) ? _words.Of(kind) : measure,
    };
}
