// What others measure, to stand beside the battery on the same zoo. REEF: two models are as alike as what they make of
// the same texts, by linear centred kernel alignment, which no rotation of either and no common factor changes. Models
// that learnt the same language well are alike by it, whoever raised them.
// Source: Zhang et al., arXiv:2410.14273 (REEF); Kornblith et al., arXiv:1905.00414, equation 3 (linear CKA).

using Jaram.Assay.Provenance.Products;

namespace Jaram.Assay.Provenance.Rivals;

/// <summary>Linear CKA of activations.</summary>
public static class ActivationKernel
{
    /// <summary>Compares: 1 for activations that are a rotation of each other, near 0 for unrelated ones of many
    /// texts.</summary>
    /// <param name="one">(texts, width) of the one model, row-major.</param>
    /// <param name="other">(texts, width) of the other, of a width of its own.</param>
    /// <param name="texts">How many texts both read.</param>
    public static double Likeness(ReadOnlySpan<float> one, ReadOnlySpan<float> other, int texts)
    {
        var (a, b) = (Centred(one, texts), Centred(other, texts));
        var both = RowProducts.LongDot(a, b);                           // ‖XᵀY‖², of kernels the sum of products
        return both > 0 ? both / Math.Sqrt(RowProducts.LongDot(a, a) * RowProducts.LongDot(b, b)) : 0;
    }

    /// <summary>X Xᵀ of what is left of each column without its mean.</summary>
    private static float[] Centred(ReadOnlySpan<float> activations, int texts)
    {
        var width = activations.Length / texts;
        var x = activations.ToArray();
        for (var k = 0; k < width; k++)
        {
            var mean = 0.0;
            for (var i = 0; i < texts; i++) mean += x[i * width + k] / (double)texts;
            for (var i = 0; i < texts; i++) x[i * width + k] -= (float)mean;
        }
        var kernel = new float[texts * texts];
        RowProducts.Add(x, x, width, kernel);
        return kernel;
    }
}
