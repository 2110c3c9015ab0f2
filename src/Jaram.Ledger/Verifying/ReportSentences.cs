// The verdict in words: one sentence for whoever decides, one for whoever must sign.
// Source: ours.

using System.Globalization;

namespace Jaram.Ledger.Verifying;

/// <summary>Sentences of a <see cref="VerificationReport"/>.</summary>
internal static class ReportSentences
{
    /// <summary>One sentence without figures that only an auditor could read.</summary>
    public static string Minister(VerificationReport report, ReportLanguage language) =>
        language == ReportLanguage.Korean ? Korean(report) : English(report);

    /// <summary>One sentence with every figure that the level rests on.</summary>
    public static string Auditor(VerificationReport report, ReportLanguage language)
    {
        var (held, failed) = (Count(report, CheckOutcome.Held), Count(report, CheckOutcome.Failed));
        var left = Count(report, CheckOutcome.NotMade);
        var skipped = Kinds(report, CheckOutcome.NotMade);
        var wrong = Kinds(report, CheckOutcome.Failed);
        var (q, k, all) = (report.Drawn, report.Segments, report.Reproduced);
        var share = report.DetectableShare.ToString("P1", CultureInfo.InvariantCulture).Replace(" ", "");
        var z = report.Measures.Count == 0 ? "-" : Examination.Say($"{report.Measures.Min(m => m.Z):F1}");
        var risks = string.Join(", ", report.Risks);
        return language == ReportLanguage.Korean
            ? Examination.Say($"수준 {report.Level}: 검사 {held}개 통과, {failed}개 실패{In(wrong)}, {left}개 미실시{In(skipped)}; ")
                + Examination.Say($"구간 {k}개 중 {all}개를 바이트까지 똑같이 재현(무작위 q = {q}), 거짓 구간 비율 ")
                + Examination.Say($"f ≥ {share}는 95 % 확률로 드러남; 출생 표지 최소 z = {z}; 남은 위험: {risks}.")
            : Examination.Say($"Level {report.Level}: {held} checks held, {failed} failed{In(wrong)}, {left} not ")
                + Examination.Say($"made{In(skipped)}; ")
                + Examination.Say($"{all} of {k} segments reproduced to the byte (random q = {q}), a share of false ")
                + Examination.Say($"segments f ≥ {share} would show with 95 %; least birthmark z = {z}; ")
                + Examination.Say($"residual risks: {risks}.");
    }

    private static string English(VerificationReport report) => report switch
    {
        { Flaws: [var first, ..] } =>
            $"This record cannot be believed: {Name(first.Kind)} ({first.Where}).",
        { Level: ProofLevel.P5 } =>
            "Every stretch of this model's training was carried out again and gave exactly the same model, so it was "
            + "raised from zero with no other model in it.",
        { Level: ProofLevel.P4 } =>
            "Outsiders vouch for an unbroken record of this model's life, its weights bear it out, and the stretches "
            + "that were picked at random and carried out again gave exactly the same model.",
        { Level: ProofLevel.P3 } =>
            "Outsiders vouch for an unbroken record of this model's life and its weights bear it out, but no stretch "
            + "was carried out again yet.",
        { Level: ProofLevel.P2 } =>
            "Outsiders vouch for an unbroken record of this model's life, but not everything was tested that its "
            + "weights could tell.",
        _ => "The record of this model's life holds no contradiction, but only its makers vouch for it.",
    };

    private static string Korean(VerificationReport report) => report switch
    {
        { Flaws: [var first, ..] } => $"이 기록은 믿을 수 없습니다: {KoreanName(first.Kind)} ({first.Where}).",
        { Level: ProofLevel.P5 } =>
            "이 모델의 학습 전 구간을 다시 실행하여 똑같은 모델을 얻었으므로, 다른 모델 없이 처음부터 길러졌습니다.",
        { Level: ProofLevel.P4 } =>
            "외부 증인이 이 모델의 끊김 없는 성장 기록을 보증하고 가중치도 이를 뒷받침하며, 무작위로 골라 다시 실행한 "
            + "구간이 모두 똑같은 모델을 냈습니다.",
        { Level: ProofLevel.P3 } =>
            "외부 증인이 이 모델의 끊김 없는 성장 기록을 보증하고 가중치도 이를 뒷받침하지만, 아직 다시 실행해 본 구간은 "
            + "없습니다.",
        { Level: ProofLevel.P2 } =>
            "외부 증인이 이 모델의 끊김 없는 성장 기록을 보증하지만, 가중치로 알 수 있는 것을 모두 검사하지는 "
            + "않았습니다.",
        _ => "이 모델의 성장 기록에 모순은 없지만, 만든 이만이 이를 보증합니다.",
    };

    private static string Name(FlawKind kind) => kind switch
    {
        FlawKind.Damaged => "the ledger is damaged",
        FlawKind.Signature => "a signature of its makers is wrong",
        FlawKind.Truncated => "the end of the ledger was cut off",
        FlawKind.OldHead => "an old state of the ledger is shown as the newest",
        FlawKind.RewrittenPast => "its past was rewritten",
        FlawKind.Equivocation => "two different histories were shown to outsiders",
        FlawKind.WitnessMissing => "too few outsiders vouch for it",
        FlawKind.BackDated => "an entry was dated back",
        FlawKind.Misordered => "things were not done in the order in which they must be",
        FlawKind.Blob => "a part of the record is missing or changed",
        FlawKind.Parent => "a version does not follow from the one before",
        FlawKind.Name => "a version's name does not fit its content",
        FlawKind.Steps => "steps of training are missing or were not planned",
        FlawKind.Misrecorded => "an entry contradicts its own records",
        FlawKind.StoreLacks => "weights of a recorded version are missing",
        FlawKind.SwappedVersion => "one version stands where another should",
        FlawKind.EditedTensor => "weights were changed by something other than training",
        FlawKind.ForeignWeights => "weights of another origin were put in",
        FlawKind.ReorderedData => "it did not read the text in the committed order",
        FlawKind.ChangedRecipe => "it was not raised by the committed recipe",
        FlawKind.ChangedFile => "a file of the model is not the committed one",
        FlawKind.LossJump => "the model got suddenly worse, as when others are mixed in",
        FlawKind.OrderUnread => "it does not remember its text in the order that it claims",
        _ => "a stretch of training, carried out again, gave another model",
    };

    private static string KoreanName(FlawKind kind) => kind switch
    {
        FlawKind.Damaged => "기록이 손상됨",
        FlawKind.Signature => "만든 이의 서명이 틀림",
        FlawKind.Truncated => "기록의 끝이 잘림",
        FlawKind.OldHead => "옛 기록을 최신인 것처럼 제시함",
        FlawKind.RewrittenPast => "과거가 다시 쓰임",
        FlawKind.Equivocation => "외부에 서로 다른 두 역사를 보임",
        FlawKind.WitnessMissing => "보증하는 외부 증인이 모자람",
        FlawKind.BackDated => "항목의 날짜가 앞당겨짐",
        FlawKind.Misordered => "지켜야 할 순서를 어김",
        FlawKind.Blob => "기록의 일부가 없거나 바뀜",
        FlawKind.Parent => "판이 바로 앞 판에서 이어지지 않음",
        FlawKind.Name => "판의 이름이 내용과 맞지 않음",
        FlawKind.Steps => "학습 단계가 빠졌거나 계획에 없음",
        FlawKind.Misrecorded => "항목이 자신의 기록과 어긋남",
        FlawKind.StoreLacks => "기록된 판의 가중치가 없음",
        FlawKind.SwappedVersion => "다른 판이 그 자리에 놓임",
        FlawKind.EditedTensor => "학습이 아닌 방법으로 가중치가 바뀜",
        FlawKind.ForeignWeights => "다른 출처의 가중치가 들어감",
        FlawKind.ReorderedData => "약속한 순서로 글을 읽지 않음",
        FlawKind.ChangedRecipe => "약속한 조리법으로 기르지 않음",
        FlawKind.ChangedFile => "모델의 파일이 약속한 것이 아님",
        FlawKind.LossJump => "다른 모델을 섞은 것처럼 갑자기 나빠짐",
        FlawKind.OrderUnread => "주장하는 순서대로 글을 기억하지 못함",
        _ => "다시 실행한 구간이 다른 모델을 냄",
    };

    private static int Count(VerificationReport report, CheckOutcome outcome) =>
        report.Checks.Count(check => check.Outcome == outcome);

    private static string Kinds(VerificationReport report, CheckOutcome outcome) =>
        string.Join(", ", report.Checks.Where(check => check.Outcome == outcome).Select(check => check.Kind));

    private static string In(string kinds) => kinds.Length == 0 ? "" : $" ({kinds})";
}
