using Jaram.Training.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>Loss and gradients in chunks against libtorch's cross-entropy and its gradient graph.</summary>
public sealed class ForesightTests
{
    private const long M = 11, D = 6, V = 17;

    private static readonly long[] _targets = [3, 16, Foresight.Nothing, 0, 5, 5, Foresight.Nothing, 9, 2, 11, 1];

    private static readonly FusedOperators _fused = new();

    public static TheoryData<double, int> Ways =>
        new() { { 0, 1 }, { 0, 4 }, { 0, 512 }, { 2.5, 1 }, { 2.5, 4 }, { 2.5, 512 } };

    [Theory, MemberData(nameof(Ways))]
    public void Loss_and_both_gradients_are_libtorchs(double softcap, int chunk)
    {
        using var scope = NewDisposeScope();
        var (states, head, targets) = Inputs();
        var expected = Reference(states, head, targets, softcap);
        (expected * 0.3).backward();
        var (stateSlope, headSlope) = (states.grad!, head.grad!.clone());

        foreach (var operators in new IOperators[] { new PlainOperators(), _fused })
        {
            head.grad!.zero_();
            var foresight = new Foresight(operators, softcap, chunk);
            var (nats, gradient) = foresight.Backward(states, head, targets, weight: 0.3);
            Assert.Equal(expected.item<float>(), nats, 1e-4);
            Close.Absolutely(stateSlope, gradient, 1e-5, "gradient of the states");
            Close.Absolutely(headSlope, head.grad!, 1e-5, "gradient of the head");
            Assert.Equal(nats, foresight.Nats(states, head, targets), 1e-9);
        }
    }

    [Fact]
    public void The_heads_gradient_is_added_to_what_is_there()
    {
        using var scope = NewDisposeScope();
        var (states, head, targets) = Inputs();
        head.grad = zeros_like(head);
        new Foresight(_fused, softcap: 0).Backward(states, head, targets, weight: 1);
        var once = head.grad!.clone();
        new Foresight(_fused, softcap: 0).Backward(states, head, targets, weight: 1);
        Close.Absolutely(once * 2, head.grad!, 1e-5, "gradient of the head");
    }

    [Fact]
    public void Ignored_tokens_have_no_loss_and_no_gradient()
    {
        using var scope = NewDisposeScope();
        var (states, head, _) = Inputs();
        head.grad = zeros_like(head);
        var (nats, gradient) = new Foresight(_fused, softcap: 3, chunk: 4)
            .Backward(states, head, full([M], Foresight.Nothing, dtype: int64), weight: 1);
        Assert.Equal(0, nats);
        Assert.Equal(0, Close.Largest(gradient));
        Assert.Equal(0, Close.Largest(head.grad!));
    }

    [Fact]
    public void Scores_that_would_overflow_an_exponential_do_not()
    {
        using var scope = NewDisposeScope();
        var (states, head, targets) = Inputs();
        var wide = (states * 1e3).detach();
        var expected = Reference(wide, head, targets, softcap: 0).item<float>();
        Assert.Equal(expected, new Foresight(_fused, softcap: 0).Nats(wide, head, targets), 1e-5 * expected);
    }

    [Fact]
    public void Nothing_is_left_but_the_gradient()
    {
        using var scope = NewDisposeScope();
        var (states, head, targets) = Inputs();
        head.grad = zeros_like(head);
        var before = LiveTensors.Settled();
        var (_, gradient) = new Foresight(_fused, softcap: 3, chunk: 4).Backward(states, head, targets, weight: 1);
        Assert.Equal(before + 1, Tensor.TotalCount);
        gradient.Dispose();
    }

    private static (Parameter States, Parameter Head, Tensor Targets) Inputs() =>
        (new(TinyModel.Uniform(1, "states", M, D) * 3), new(TinyModel.Uniform(1, "head", V, D)), tensor(_targets));

    private static Tensor Reference(Tensor states, Tensor head, Tensor targets, double softcap)
    {
        var scores = matmul(states, head.t());
        if (softcap > 0) scores = (scores / softcap).tanh() * softcap;
        return nn.functional.cross_entropy(scores, targets, ignore_index: Foresight.Nothing,
            reduction: nn.Reduction.Sum);
    }
}
