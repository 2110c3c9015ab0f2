using Jaram.Ledger.Verifying;

namespace Jaram.Cli.Verifying;

/// <summary>Checks and risks in words that need no manual.</summary>
internal static class CheckWords
{
    /// <summary>What a check looks at.</summary>
    public static string Of(Desk desk, CheckKind kind) => kind switch
    {
        CheckKind.Log => desk.Say("the log gives its own root", "로그가 제 뿌리 해시와 맞음"),
        CheckKind.Signatures => desk.Say("its makers signed it", "만든 이의 서명"),
        CheckKind.KeptHeads => desk.Say("heads that others kept are part of it", "남들이 간직한 체크포인트를 담고 있음"),
        CheckKind.Witnesses => desk.Say("outside witnesses vouch for it", "외부 증인의 보증"),
        CheckKind.Times => desk.Say("its times fit each other", "시각이 서로 맞음"),
        CheckKind.Order => desk.Say("committed, then drawn, then planned", "약속, 추첨, 계획의 순서"),
        CheckKind.Blobs => desk.Say("nothing that it names is missing", "이름 적힌 것이 모두 있음"),
        CheckKind.Chain => desk.Say("version follows version, step step", "판과 스텝이 끊김 없음"),
        CheckKind.Descent => desk.Say("it is made of its parent's tensors", "부모의 텐서로 이루어짐"),
        CheckKind.Parent => desk.Say("grown again from the parent, the same", "부모에서 다시 만들어도 똑같음"),
        CheckKind.Files => desk.Say("design, recipe and tokenizer as committed", "구조, 조리법, 토크나이저가 약속대로"),
        CheckKind.Rates => desk.Say("learning rates as committed", "학습률이 약속대로"),
        CheckKind.Documents => desk.Say("the text in the committed order", "글이 약속한 순서대로"),
        CheckKind.Tensors => desk.Say("stored weights are the recorded ones", "저장된 가중치가 기록대로"),
        CheckKind.FirstWeights => desk.Say("first weights follow from the seed", "첫 가중치가 시드에서 나옴"),
        CheckKind.StepBounds => desk.Say("no weight moved too far in a step", "한 스텝에 움직일 수 있는 만큼만 움직임"),
        CheckKind.Birthmark => desk.Say("each version bears its birthmark", "판마다 출생 표지가 있음"),
        CheckKind.Loss => desk.Say("the loss never jumped", "손실이 갑자기 뛰지 않음"),
        CheckKind.Palimpsest => desk.Say("it remembers the order of its text", "글을 읽은 순서를 기억함"),
        _ => desk.Say("segments made again are the same", "다시 실행한 구간이 똑같음"),
    };

    /// <summary>What could still be false.</summary>
    public static string Of(Desk desk, ResidualRisk risk) => risk switch
    {
        ResidualRisk.NoWitness => desk.Say(
            "no outsider vouches for the ledger: its owner could have written all of it anew (jaram witness)",
            "외부 증인이 없어 주인이 원장을 통째로 새로 썼을 수 있습니다 (jaram witness)"),
        ResidualRisk.ParentNotShown => desk.Say(
            "it was grown from another model, which was not shown and may come from anywhere (--parent FOLDER)",
            "다른 모델에서 자랐는데 그 부모를 보이지 않아, 부모가 어디서 왔는지 알 수 없습니다 (--parent 폴더)"),
        ResidualRisk.NotAnchoredEarly => desk.Say(
            "nobody kept a checkpoint from before the first step: that the plan came first rests on the maker's clock",
            "첫 스텝 전의 체크포인트를 간직한 이가 없어, 계획이 먼저였다는 것은 만든 이의 시계에 달려 있습니다"),
        ResidualRisk.NonceOfMaker => desk.Say(
            "the nonce follows from the recipe: the maker could have tried several seeds",
            "추첨 수가 조리법에서 나와, 만든 이가 시드를 골랐을 수 있습니다"),
        ResidualRisk.NotAllReplayed => desk.Say(
            "segments that were not made again could be false in part (jaram replay)",
            "다시 실행하지 않은 구간은 거짓이 섞였을 수 있습니다 (jaram replay)"),
        ResidualRisk.TextOfAModel => desk.Say(
            "the text may hold what another model wrote; only its sources tell",
            "글에 다른 모델이 쓴 것이 있을 수 있습니다. 이는 출처만이 말해 줍니다"),
        ResidualRisk.ForgottenStart => desk.Say(
            "another model could have been trained away by a long run before", "앞선 긴 학습으로 다른 모델의 흔적을 지웠을 수 있습니다"),
        _ => desk.Say("no atlas of known models was compared", "알려진 모델들과 견주지는 않았습니다"),
    };
}
