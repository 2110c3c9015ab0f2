// Whether weights come from certain first weights. If they do not, z is drawn from N(0, 1) exactly, whatever they are;
// if they do, z grows with the root of their number.
// Source: gate G4 of a proof of training (ours); z = Σ_t <W0_t/σ_t, W_t> / √(Σ_t ‖W_t‖²).

using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>Sums of a birthmark over tensors that began random.</summary>
internal struct Birthmark
{
    private double _dot, _square, _expected;

    /// <summary>Numbers looked at.</summary>
    public long Count { get; private set; }

    /// <summary>Standard deviations from what weights that know nothing of the first ones would give; 0 if there are
    /// no numbers.</summary>
    public readonly double Z => _square > 0 ? _dot / Math.Sqrt(_square) : 0;

    /// <summary>What decay alone would have left of it: training adds directions that know nothing of the first
    /// weights.</summary>
    public readonly double Expected => _square > 0 ? _expected / Math.Sqrt(_square) : 0;

    /// <summary>Adds a tensor.</summary>
    /// <param name="deviation">σ of the earlier weights.</param>
    /// <param name="dot">Product with the later ones.</param>
    /// <param name="earlier">Σ of the earlier ones' squares.</param>
    /// <param name="later">Σ of the later ones' squares.</param>
    /// <param name="decay">Σ ηλ between the two.</param>
    /// <param name="count">Numbers in it.</param>
    public void Add(double deviation, double dot, double earlier, double later, double decay, long count)
    {
        if (deviation == 0) return;
        _dot += dot / deviation;
        _expected += Math.Exp(-decay) * earlier / deviation;
        _square += later;
        Count += count;
    }

    /// <summary>z of weights against the first weights of a seed, over all tensors drawn uniform.</summary>
    /// <param name="tensors">How first weights are drawn.</param>
    /// <param name="seed">The seed in question.</param>
    /// <param name="weights">The weights in question.</param>
    public static double Of(IEnumerable<FirstTensor> tensors, byte[] seed, StoredTensors weights)
    {
        var mark = new Birthmark();
        foreach (var tensor in tensors.OfType<FirstTensor.Uniform>())
        {
            var motion = Motion.Of(tensor, seed, weights, weights, new(0, double.PositiveInfinity, 0, 0), Rounding.All);
            mark.Add(tensor.Deviation, motion.Birth, motion.First, motion.After, 0, tensor.Count);
        }
        return mark.Z;
    }
}
