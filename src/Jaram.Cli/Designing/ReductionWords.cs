using System.Globalization;
using Jaram.Architecture.Graphs;
using Jaram.Architecture.Originality;
using Jaram.Cli.History;

namespace Jaram.Cli.Designing;

/// <summary>What of an architecture says nothing, in words.</summary>
internal sealed class ReductionWords(Desk desk, Reduction reduction)
{
    /// <summary>One line for each.</summary>
    public IEnumerable<string> Lines =>
    [
        desk.Say($"{reduction.Said} of {reduction.Drawn} operators say something", $"연산자 {reduction.Drawn}개 가운데 "
            + $"{reduction.Said}개가 무엇인가를 말함"),
        .. reduction.Folds.Select(fold => $"{Word(fold.Key)}  × {fold.Value}"),
        .. reduction.Idle.Select(layer => desk.Say($"layer {Tame.Line(layer)} does nothing",
            $"층 {Tame.Line(layer)}: 아무 일도 하지 않음")),
        .. reduction.Own.Select(own => desk.Say($"only its author knows what {Tame.Line(own)} computes",
            $"{Tame.Line(own)}: 무엇을 계산하는지 만든 이만 앎")),
        desk.Say($"proved on random weights: both forms differ by {Shown(reduction.Error)} at most",
            $"무작위 가중치로 증명: 두 형태의 차이가 많아야 {Shown(reduction.Error)}"),
    ];

    private string Word(Fold fold) => fold switch
    {
        Fold.Nothing => desk.Say("parts that do nothing", "아무 일도 하지 않는 부분"),
        Fold.Factor => desk.Say("fixed factors", "고정된 배수"),
        Fold.Order => desk.Say("orders of channels", "채널 순서"),
        Fold.Piece => desk.Say("pieces merged or cut", "합치거나 자른 조각"),
        Fold.Matrix => desk.Say("learnt numbers that could be one", "하나로 합칠 수 있는 학습값"),
        _ => desk.Say("ways to write a sum", "합을 쓰는 방식"),
    };

    private static string Shown(double error) => error.ToString("0e0", CultureInfo.InvariantCulture);
}
