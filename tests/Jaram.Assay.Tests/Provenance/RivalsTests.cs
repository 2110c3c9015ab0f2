using Jaram.Assay.Provenance.Reading;
using Jaram.Assay.Provenance.Rivals;

namespace Jaram.Assay.Tests.Provenance;

/// <summary>What others measure: what it sees, and what it does not.</summary>
public sealed class RivalsTests
{
    private const int HeadWidth = Toy.Values;

    private static readonly Toy _parent = Toy.Of(1);

    [Theory]
    [InlineData("X1")]
    [InlineData("X2")]
    [InlineData("X4")]
    [InlineData("X6")]
    [InlineData("X7")]
    public void The_invariants_outlive_permutations_and_scales(string evasion) =>
        Assert.Equal(1, Invariants(Evasions.Of(evasion, _parent)), 1e-3);

    [Fact]
    public void Strangers_have_other_invariants() => Assert.Equal(0, Invariants(Toy.Of(2)), 0.1);

    /// <summary>Heads that share a key are added up: which of them comes first says nothing.</summary>
    [Fact]
    public void Heads_of_one_key_may_change_places()
    {
        var other = _parent.Copy();
        foreach (var layer in Enumerable.Range(0, Toy.Layers))
        {
            var (queries, outputs) = (other[$"model.layers.{layer}.self_attn.q_proj.weight"],
                other[$"model.layers.{layer}.self_attn.o_proj.weight"]);
            Swap(queries.AsSpan());
            for (var row = 0; row < Toy.Width; row++) Swap(outputs.AsSpan(row * Toy.Width, Toy.Width));
        }
        Assert.Equal(1, Invariants(other), 1e-5);
    }

    [Fact]
    public void Without_queries_there_is_no_number()
    {
        var latent = _parent.Copy().Drop("model.layers.3.self_attn.q_proj.weight");
        Assert.Equal(double.NaN, Invariants(latent));
    }

    [Fact]
    public void Activations_that_were_turned_and_scaled_are_the_same()
    {
        const int Texts = 40, Width = 8;
        var one = Toy.Gauss(new Dice(1), Texts * Width, 1);
        var turned = new float[one.Length];
        for (var text = 0; text < Texts; text++)
            for (var k = 0; k < Width; k += 2)
            {
                var (sin, cos) = MathF.SinCos(k + 1);
                var (x, y) = (one[text * Width + k], one[text * Width + k + 1]);
                turned[text * Width + k] = 3 * (cos * x - sin * y);
                turned[text * Width + k + 1] = 3 * (sin * x + cos * y);
            }
        Assert.Equal(1, ActivationKernel.Likeness(one, turned, Texts), 1e-5);
    }

    /// <summary>Of independent Gaussian numbers the expected value is near √(d₁d₂)/(n−1), and no less than 0.
    /// </summary>
    [Fact]
    public void Unrelated_activations_are_hardly_alike()
    {
        const int Texts = 400;
        var (one, other) = (Toy.Gauss(new Dice(1), Texts * 8, 1), Toy.Gauss(new Dice(2), Texts * 6, 1));
        Assert.InRange(ActivationKernel.Likeness(one, other, Texts), 0, 0.05);
    }

    /// <summary>‖XᵀY‖²/(‖XᵀX‖ ‖YᵀY‖) by hand: x = (−1, 0, 1), y = (−1, 2, −1) are uncorrelated, x and z = (0, 1, 2)
    /// are one but for the mean.</summary>
    [Fact]
    public void Three_texts_by_hand()
    {
        Assert.Equal(0, ActivationKernel.Likeness([-1, 0, 1], [-1, 2, -1], 3), 1e-6);
        Assert.Equal(1, ActivationKernel.Likeness([-1, 0, 1], [0, 1, 2], 3), 1e-6);
        Assert.Equal(0.75, ActivationKernel.Likeness([-1, 0, 1], [0, 0, 1], 3), 1e-6);
    }

    private static double Invariants(Toy candidate) => new HuRef(200, HeadWidth)
        .Likeness(new Anatomy(candidate.As("candidate")), new Anatomy(_parent.As("parent")));

    /// <summary>The two halves change places.</summary>
    private static void Swap(Span<float> all)
    {
        var first = all[..(all.Length / 2)].ToArray();
        all[first.Length..].CopyTo(all);
        first.CopyTo(all[first.Length..]);
    }
}
