using System.Runtime.Intrinsics;
using CsCheck;

namespace Jaram.Inference.Kernels.Tests;

public sealed class ExponentialTests
{
    private static readonly Gen<float> _any = Gen.OneOf(Gen.Float[-90, 90], Gen.Float[-1, 1]);

    [Fact]
    public void Sixteen_have_the_bits_of_one() => _any.Array[16].Sample(x =>
    {
        var y = Exponential.Of(Vector512.Create(x));
        return Enumerable.Range(0, 16).All(i => y.GetElement(i).Equals(Exponential.Of(x[i])));
    });

    [Fact]
    public void The_softmax_of_a_vocabulary_has_the_bits_of_its_plain_form() =>
        Gen.Select(Gen.OneOf(Gen.Float[-40, 40], Gen.Const(float.NegativeInfinity)).Array[1, 100], Gen.Float[0.5f, 1e6f])
            .Sample((s, inverse) =>
            {
                var (vector, plain, most) = (s.ToArray(), s.ToArray(), 40f);
                var sum = Softmax.Sum(s, most);
                Assert.Equal(Softmax.Plain(s.ToArray(), most, 1), sum);
                Assert.Equal(Softmax.Plain(plain, most, inverse), Softmax.Apply(vector, most, inverse));
                Assert.Equal(plain, vector);
            });

    [Fact]
    public void It_is_within_two_units_of_the_last_place() => Gen.Float[-87, 88].Sample(x =>
        Math.Abs(Exponential.Of(x) - Math.Exp(x)) <= 2.4e-7 * Math.Exp(x));

    [Fact]
    public void Its_ends_are_tame()
    {
        Assert.Equal(1, Exponential.Of(0));
        Assert.Equal(0, Exponential.Of(float.NegativeInfinity));
        Assert.Equal(0, Exponential.Of(-1e30f));
        Assert.True(float.IsFinite(Exponential.Of(float.PositiveInfinity)));
    }
}
