// Parts of an architecture in words that a reader of papers knows.
// Source: ours.

using System.Globalization;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Atlas.Residuals;

namespace Jaram.Cli.Designing;

/// <summary>Says what a part is, in the user's language.</summary>
internal sealed class BlueprintWords(Desk desk)
{
    /// <summary>A mixer: its kind, and what it is like.</summary>
    public (string Kind, string Like) Of(Mixer mixer) => mixer switch
    {
        SoftmaxMixer softmax => Of(softmax),
        LatentMixer latent => Of(latent),
        CompressedMixer compressed => (desk.Say("compressed attention", "압축 어텐션"), Join(
            Heads(compressed.Heads, compressed.HeadDim),
            Window(compressed.Window),
            compressed.Ratio == 0 ? ""
                : desk.Say($"{compressed.Ratio} tokens become one", $"토큰 {compressed.Ratio}개를 하나로"),
            Of(compressed.Indexer))),
        DeltaMixer delta => (delta.Decay == Decay.Head ? "gated DeltaNet" : "KDA", Join(
            Heads(delta.ValueHeads, delta.ValueDim), State((long)delta.KeyDim * delta.ValueDim), Taps(delta.Taps),
            delta.NegativeEigenvalues ? desk.Say("β up to 2", "β는 2까지") : "")),
        StateSpaceMixer space => ("Mamba-2", Join(
            Heads(space.Heads, space.HeadDim), State((long)space.HeadDim * space.State), Taps(space.Taps))),
        RwkvMixer rwkv => ("RWKV-5", Join(Heads(rwkv.Heads, rwkv.HeadDim), State((long)rwkv.HeadDim * rwkv.HeadDim))),
        BranchedMixer branched => (string.Join(" + ", branched.Branches.Select(branch => Of(branch).Kind)),
            string.Join(" + ", branched.Branches.Select(branch => Of(branch).Like))),
        _ => (mixer.GetType().Name, ""),
    };

    /// <summary>A channel mixer: its kind, and what it is like.</summary>
    public (string Kind, string Like) Of(Channel channel) => channel switch
    {
        MlpChannel mlp => (desk.Say("feed-forward", "피드포워드"), Of(mlp)),
        MixtureChannel mixture => (desk.Say("experts", "전문가 혼합"), Join(
            desk.Say($"{mixture.Active} of {mixture.Experts}", $"{mixture.Experts}개 중 {mixture.Active}개"),
            mixture.Shared == 0 ? "" : desk.Say($"{mixture.Shared} shared", $"공유 {mixture.Shared}개"),
            Of(mixture.Expert), Scored(mixture),
            mixture.Groups == 0 ? "" : desk.Say($"{mixture.ActiveGroups} of {mixture.Groups} groups",
                $"묶음 {mixture.Groups}개 중 {mixture.ActiveGroups}개"),
            mixture.LatentWidth == 0 ? ""
                : desk.Say($"in {mixture.LatentWidth} channels", $"{mixture.LatentWidth}채널 안에서"),
            mixture.Beside is null ? "" : desk.Say($"beside a network of {mixture.Beside.Hidden}",
                $"곁에 {mixture.Beside.Hidden}채널 망"))),
        _ => (channel.GetType().Name, ""),
    };

    /// <summary>How outputs join the stream; empty for x + f(x).</summary>
    public string Of(LayerBlueprint layer) => Join(
        layer.SideBySide ? desk.Say("both mixers side by side", "두 부분이 나란히") : "",
        layer.Residual switch
        {
            HyperConnections hyper => desk.Say($"{hyper.Streams} streams", $"흐름 {hyper.Streams}개"),
            AttentionResiduals attended => desk.Say($"attends to blocks of {attended.Block} layers",
                $"{attended.Block}층 묶음을 되돌아봄"),
            ScaledResidual scaled => scaled.Scale > 0 ? $"x + {Number(scaled.Scale)}·f(x)" : "x + s·f(x)",
            _ => "",
        },
        layer.Canon is null ? "" : "Canon " + layer.Canon.At,
        layer.Extras == 0 ? "" : desk.Say("residual: ", "잔차: ") + layer.Extras.ToString().ToLowerInvariant());

    /// <summary>The norm.</summary>
    public static string Of(NormBlueprint norm) => norm.Kind == NormKind.Rms ? "RMSNorm" : "LayerNorm";

    private (string, string) Of(SoftmaxMixer mixer) => (
        mixer.KeyValueHeads == mixer.Heads ? desk.Say("attention (MHA)", "어텐션 (MHA)")
            : mixer.KeyValueHeads == 1 ? desk.Say("attention (MQA)", "어텐션 (MQA)")
            : desk.Say("attention (GQA)", "어텐션 (GQA)"),
        Join(desk.Say($"{mixer.Heads} heads", $"머리 {mixer.Heads}개"),
            mixer.KeyValueHeads == mixer.Heads ? ""
                : desk.Say($"{mixer.KeyValueHeads} key-value", $"키값 {mixer.KeyValueHeads}개"),
            desk.Say($"{mixer.HeadDim} channels", $"채널 {mixer.HeadDim}"), Of(mixer.Rotary), Window(mixer.Window),
            mixer.Chunk == 0 ? "" : desk.Say($"chunk {mixer.Chunk}", $"토막 {mixer.Chunk}"),
            mixer.QueryKeyNorm == QueryKeyNorm.None ? "" : "QK norm",
            mixer.Bias == AttentionBias.None ? "" : desk.Say("biases", "바이어스"),
            mixer.OutputGate == OutputGate.None ? "" : desk.Say("gate", "게이트"),
            mixer.Sinks ? desk.Say("sinks", "싱크") : "", mixer.KeyEqualsValue ? "K = V" : "",
            mixer.Softcap > 0 ? desk.Say($"softcap {Number(mixer.Softcap)}", $"소프트캡 {Number(mixer.Softcap)}") : "",
            Of(mixer.Indexer)));

    private (string, string) Of(LatentMixer mixer) => (
        mixer.NoiseHeads > 0 ? desk.Say("differential latent attention", "차분 잠재 어텐션")
            : desk.Say("latent attention (MLA)", "잠재 어텐션 (MLA)"),
        Join(desk.Say($"{mixer.Heads} heads", $"머리 {mixer.Heads}개"),
            mixer.NoiseHeads == 0 ? "" : desk.Say($"{mixer.NoiseHeads} of them noise", $"그중 잡음 {mixer.NoiseHeads}개"),
            desk.Say($"latent {mixer.LatentRank}+{mixer.SharedDim}", $"잠재 {mixer.LatentRank}+{mixer.SharedDim}"),
            mixer.QueryRank == 0 ? "" : desk.Say($"query rank {mixer.QueryRank}", $"질의 계수 {mixer.QueryRank}"),
            Of(mixer.Rotary), Window(mixer.Window),
            mixer.OutputGate == OutputGate.None ? "" : desk.Say("gate", "게이트"), Of(mixer.Indexer)));

    private string Of(MlpChannel mlp) => Join(
        desk.Say($"{mlp.Hidden} hidden", $"은닉 {mlp.Hidden}"),
        mlp.Bend switch
        {
            Bend.Silu when mlp.Gate == ChannelGate.Hidden => "SwiGLU",
            Bend.Gelu or Bend.GeluTanh when mlp.Gate == ChannelGate.Hidden => "GeGLU",
            Bend.Gelu or Bend.GeluTanh => "GELU",
            Bend.ReluSquared => "ReLU²",
            Bend.SwigluOai => "SwiGLU 1.702",
            var bend => bend.ToString(),
        },
        mlp.Clamp > 0 ? $"±{Number(mlp.Clamp)}" : "");

    private string Of(Indexer? indexer) => indexer is null ? ""
        : indexer.Reused ? desk.Say("reuses the last choice", "앞의 선택을 다시 씀")
        : desk.Say($"indexer: {indexer.Tokens} tokens", $"색인: 토큰 {indexer.Tokens}개");

    private string Of(RotaryBlueprint? rotary) => rotary is null ? desk.Say("no positions", "위치 없음")
        : desk.Say($"RoPE {rotary.Dim}", $"RoPE {rotary.Dim}");

    private string Scored(MixtureChannel mixture) => mixture.ChosenById ? desk.Say("chosen by id", "토큰 번호로 고름")
        : mixture.Scoring switch
        {
            Scoring.Sigmoid => "sigmoid",
            Scoring.SqrtSoftplus => "√softplus",
            _ => "softmax",
        };

    private string Heads(int heads, int dim) =>
        desk.Say($"{heads} heads of {dim}", $"머리 {heads}개, 채널 {dim}");

    private string Window(int window) => window == 0 ? "" : desk.Say($"window {window}", $"창 {window}");

    private string State(long numbers) => desk.Say($"state {numbers} a head", $"머리마다 상태 {numbers}");

    private string Taps(int taps) => taps == 0 ? "" : desk.Say($"conv {taps}", $"합성곱 {taps}");

    private static string Join(params IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part != ""));

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
