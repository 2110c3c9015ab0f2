using Jaram.Training.Blocks;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>The future changes nothing.</summary>
public sealed class CausalityTests
{
    private const long T = 40;

    public static TheoryData<string> Names => TinyDesigns.Names;

    [Theory, MemberData(nameof(Names))]
    public void Another_token_changes_no_bit_before_it_and_something_from_it_on(string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = TinyModel.Build(name);
        var text = TinyModel.Text(model.Design, seed: 1, batch: 2, T);
        var before = Logits(model, text);
        foreach (var place in new long[] { 1, 17, 33, T - 1 })
        {
            var other = text.clone();
            other[.., place] = (other[.., place] + 1).remainder(model.Design.Vocabulary);
            var after = Logits(model, other);
            Same(model, before.narrow(1, 0, place), after.narrow(1, 0, place), $"tokens before {place}");
            Assert.True(Close.Largest(before[.., place] - after[.., place]) > 1e-3, $"token {place} has no effect");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Texts_of_a_batch_do_not_see_each_other(string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = TinyModel.Build(name);
        var text = TinyModel.Text(model.Design, seed: 2, batch: 3, T);
        var together = Logits(model, text);
        for (var i = 0; i < 3; i++)
            Close.Absolutely(Logits(model, text.narrow(0, i, 1)), together.narrow(0, i, 1), 1e-4, $"text {i}");
    }

    /// <summary>An expert's matrix product has as many rows as tokens chose it, later ones too, and libtorch sums in
    /// another order for another number of rows: a mixture keeps the value, all else keeps the bits.</summary>
    private static void Same(Decoder model, Tensor before, Tensor after, string what)
    {
        if (model.Mixtures.Any()) Close.Absolutely(before, after, 1e-5, what);
        else Close.Bitwise(before, after, what);
    }

    private static Tensor Logits(Decoder model, Tensor text)
    {
        using var pass = new Pass();
        return model.call(text, pass);
    }
}
