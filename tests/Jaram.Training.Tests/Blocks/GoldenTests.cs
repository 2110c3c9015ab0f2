using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>Every block against tests/golden, computed from the papers by other means.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => GoldenCase.Names;

    [Theory, MemberData(nameof(Names))]
    public void Plain_operators_give_what_the_papers_say(string name) => Holds(name, new PlainOperators());

    [Theory, MemberData(nameof(Names))]
    public void Fused_operators_give_what_the_papers_say(string name) => Holds(name, new FusedOperators());

    private static void Holds(string name, IOperators operators)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(name);
        var subject = new GoldenSubject(golden, operators);
        foreach (var (step, expected) in golden.Losses.Index())
        {
            using var inner = NewDisposeScope();
            var (outputs, loss) = subject.Run();
            loss.backward();
            if (step == 0) Compare(golden, subject, outputs);
            Assert.Equal(expected, loss.item<float>(), 1e-4 * expected);
            Descend(subject, golden.Rate);
        }
    }

    private static void Compare(GoldenCase golden, GoldenSubject subject, Tensor[] outputs)
    {
        foreach (var (i, (expected, actual)) in golden.Outputs.Zip(outputs).Index())
            Close.Absolutely(expected, actual, 1e-5, $"output {i}");
        var gradients = golden.Gradients.ToDictionary();
        Assert.Equal(gradients.Keys.Order(StringComparer.Ordinal), subject.Moving.Keys.Order(StringComparer.Ordinal));
        foreach (var (weight, expected) in gradients)
            Close.Relatively(expected, subject.Moving[weight].grad ?? zeros_like(expected), 1e-4, weight);
    }

    private static void Descend(GoldenSubject subject, double rate)
    {
        using var quiet = no_grad();
        foreach (var weight in subject.Moving.Values)
        {
            if (weight.grad is not { } gradient) continue;                  // an expert that no token chose
            weight.sub_(gradient * rate);
            gradient.zero_();
        }
    }
}
