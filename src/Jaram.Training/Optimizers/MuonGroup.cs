// Muon: each matrix moves by its momentum made orthogonal, so that no direction of a weight is left behind. Matrices
// of one shape go through together.
// Source: Muon (Keller Jordan 2024); Polar Express arXiv:2505.16932, algorithm 1; row equilibration arXiv:2603.28254;
// second moment NorMuon arXiv:2510.05491; cautious decay arXiv:2510.12402; numbers karpathy/nanochat (2026).
//
//   K matrices of one shape (m, n)

using static TorchSharp.torch;

namespace Jaram.Training.Optimizers;

/// <summary>Matrices of one shape trained by Muon.</summary>
public sealed class MuonGroup : ParameterGroup
{
    private const double SecondMemory = 0.9, Tiny = 1e-10;

    private static readonly (double A, double B, double C)[] _polarExpress =
    [
        (8.156554524902461, -22.48329292557795, 15.878769915207462),
        (4.042929935166739, -2.808917465908714, 0.5000178451051316),
        (3.8916678022926607, -2.772484153217685, 0.5060648178503393),
        (3.285753657755655, -2.3681294933425376, 0.46449024233003106),
        (2.3465413258596377, -1.7097828382687081, 0.42323551169305323),
    ];

    private readonly NamedWeight[] _weights;
    private readonly Tensor[] _momenta, _seconds;
    private readonly double _rate, _decay;
    private readonly ScalarType _precision;
    private readonly bool _isTall;

    /// <param name="weights">Matrices of one shape.</param>
    /// <param name="rate">Learning rate at the schedule's height.</param>
    /// <param name="decay">Weight decay λ at the schedule's height.</param>
    /// <param name="precision">Number format of the orthogonalisation; bfloat16 is enough.</param>
    public MuonGroup(IEnumerable<NamedWeight> weights, double rate, double decay, ScalarType precision)
    {
        _weights = [.. weights];
        (_rate, _decay, _precision) = (rate, decay, precision);
        var (rows, columns) = (_weights[0].Weight.shape[0], _weights[0].Weight.shape[1]);
        _isTall = rows >= columns;
        long[] second = _isTall ? [rows, 1] : [1, columns];
        _momenta = [.. _weights.Select(w => Remember($"{w.Name}/momentum", w.Weight.shape, w.Weight.device))];
        _seconds = [.. _weights.Select(w => Remember($"{w.Name}/second", second, w.Weight.device))];
    }

    /// <inheritdoc/>
    public override void Step(Moment moment)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var directions = Orthogonal(Equilibrated(Lookahead(moment.Momentum)));              // (K, m, n)
        var (rows, columns) = (directions.shape[1], directions.shape[2]);
        directions = directions.to(float32);
        directions = directions * (Math.Sqrt(long.Min(rows, columns)) / (Frobenius(directions) + Tiny));
        var step = _rate * moment.Rate * Math.Sqrt(Math.Max(1, (double)rows / columns));
        for (var i = 0; i < _weights.Length; i++)
            Move(_weights[i].Weight, Normalised(directions[i], i), step, moment.Rate);
    }

    /// <summary>Five steps of the Polar Express: all singular values of each matrix go towards one.</summary>
    /// <param name="x">(K, m, n)</param>
    /// <returns>(K, m, n)</returns>
    internal static Tensor Orthogonal(Tensor x)
    {
        var isTall = x.shape[1] > x.shape[2];
        if (isTall) x = x.transpose(1, 2);
        x = x / (Frobenius(x) * 1.01 + 1e-6).to(x.dtype);
        foreach (var (a, b, c) in _polarExpress)
        {
            var gram = bmm(x, x.transpose(1, 2));                                           // (K, m, m), m ≤ n
            x = x * a + bmm(gram * b + bmm(gram, gram) * c, x);
        }
        return isTall ? x.transpose(1, 2) : x;
    }

    /// <summary>Momentum, then the gradient looked at from where momentum leads (Nesterov).</summary>
    private Tensor Lookahead(double memory) => stack([.. _weights.Select((w, i) =>
    {
        var gradient = w.Weight.grad!;
        _momenta[i].mul_(memory).add_(gradient, alpha: 1 - memory);
        return gradient * (1 - memory) + _momenta[i] * memory;
    })]);

    /// <summary>Every row brought to the rows' common length.</summary>
    private Tensor Equilibrated(Tensor x) =>
        (x * (Frobenius(x) / Math.Sqrt(x.shape[1]) / (RowNorm(x) + Tiny))).to(_precision);

    /// <summary>Divided by the running root mean square of its rows (tall) or columns (wide); its length
    /// stays.</summary>
    private Tensor Normalised(Tensor direction, int i)
    {
        var second = _seconds[i];
        var square = direction.square().mean([_isTall ? 1 : 0], keepdim: true);
        second.mul_(SecondMemory).add_(square, alpha: 1 - SecondMemory);
        var scaled = direction * rsqrt(second + Tiny);
        return scaled * (Frobenius(direction) / (Frobenius(scaled) + Tiny));
    }

    /// <summary>Weights decay only where that and the direction pull the same way.</summary>
    private void Move(Tensor weight, Tensor direction, double step, double share)
    {
        var agrees = (direction * weight).ge(0);
        weight.sub_((direction + weight * agrees * (_decay * share)) * step);
    }

    /// <summary>Length of each matrix. Row sums first: a whole sum's bits would depend on the number of
    /// threads.</summary>
    private static Tensor Frobenius(Tensor x) => RowNorm(x).square().sum([-2], keepdim: true).sqrt();

    private static Tensor RowNorm(Tensor x) => x.to(float32).square().sum([-1], keepdim: true).sqrt();
}
