using Jaram.Testing;

namespace Jaram.Inference.Kernels.Tests;

/// <summary>Apart from the kernels' own tests, or the child would start children.</summary>
public sealed class OnLesserProcessors
{
    public static TheoryData<string> Without => LesserProcessor.Without;

    [Theory, MemberData(nameof(Without))]
    public void Panels_agree_without(string feature) => LesserProcessor.Run(typeof(PanelTests), feature);

    [Theory, MemberData(nameof(Without))]
    public void The_exponential_agrees_without(string feature) =>
        LesserProcessor.Run(typeof(ExponentialTests), feature);

    [Theory, MemberData(nameof(Without))]
    public void Attention_agrees_without(string feature) => LesserProcessor.Run(typeof(AttentionKernelTests), feature);
}
