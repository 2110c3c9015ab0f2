// X3: the stream turned by one rotation. A norm without gains does not mind, so gains are folded first.
// Source: arXiv:2502.12292, appendix; that RMSNorm passes rotations: SliceGPT, arXiv:2401.15024, section 3.

using Jaram.Architecture;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X3</summary>
internal sealed record StreamRotation : Evasion
{
    /// <inheritdoc/>
    public override bool Fits(Design design) => OtherGains.CanClear(design);

    /// <inheritdoc/>
    public override Body Of(Body body, string name)
    {
        var rotation = Orthogonal.Rotation(body.Design.Width, $"{name} x3");
        return OtherGains.Folded(body).With((tensor, numbers) => (Axes.Of(tensor), numbers.IsFlat) switch
        {
            ({ Columns: Axis.Stream }, true) => Turned(numbers, rotation),
            ({ Rows: Axis.Stream }, true) => Turned(numbers.Turned(), rotation).Turned(),
            _ => numbers,
        });
    }

    /// <summary>Every row turned.</summary>
    private static Matrix Turned(Matrix rows, double[][] rotation) => rows.Map((i, k, _) =>
    {
        var sum = 0.0;
        for (var j = 0; j < rows.Columns; j++) sum += rotation[k][j] * rows.Numbers[i * rows.Columns + j];
        return sum;
    });
}
