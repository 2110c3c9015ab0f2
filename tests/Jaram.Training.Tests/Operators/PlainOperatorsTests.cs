using Jaram.Training.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Operators;

/// <summary>The spelt-out family against libtorch's own optimizer; golden files hold attention and norm.</summary>
public sealed class PlainOperatorsTests
{
    [Fact]
    public void Twenty_steps_of_AdamW_are_libtorchs()
    {
        using var scope = NewDisposeScope();
        var (own, theirs) = (TinyModel.Uniform(1, "w", 6, 4), new Parameter(TinyModel.Uniform(1, "w", 6, 4)));
        var moments = new Moments(own, zeros_like(own), zeros_like(own), zeros_like(own));
        using var reference = optim.AdamW([theirs], lr: 0.03, beta1: 0.8, beta2: 0.95, eps: 1e-10, weight_decay: 0.2);
        for (var step = 1; step <= 20; step++)
        {
            var gradient = TinyModel.Uniform((ulong)step, "gradient", 6, 4);
            moments.Gradient.copy_(gradient);
            theirs.grad = gradient;
            new PlainOperators().AdamW([moments], step, new(0.03, Decay: 0.2, Beta1: 0.8, Beta2: 0.95));
            reference.step();
        }
        Close.Relatively(theirs, own, 1e-5, "weight");
    }

    [Fact]
    public void A_large_input_does_not_overflow_the_mean_square()
    {
        using var scope = NewDisposeScope();
        var x = full([1, 4], 3e4, dtype: float16);
        Close.Absolutely(ones(1, 4), new PlainOperators().RmsNorm(x, null, 1e-6).to(float32), 1e-3, "norm");
    }
}
