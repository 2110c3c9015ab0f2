// Noise on every matrix, as large as a share of its own deviation. It changes answers: what is asked is what a copy
// under noise still shows.
// Source: ours.

using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>Noise</summary>
/// <param name="Share">Its deviation, in those of the weights.</param>
internal sealed record Noise(double Share) : Evasion
{
    /// <inheritdoc/>
    public override bool KeepsAnswers => false;

    /// <inheritdoc/>
    public override bool Fits(Design design) => true;

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => body.With((tensor, numbers) =>
    {
        if (!numbers.IsFlat) return numbers;
        var noise = new float[numbers.Numbers.Length];
        new CounterRandom([], $"{name} noise {tensor}").Fill(noise, 0, Math.Sqrt(3) * Share * numbers.Size);
        return numbers.Map((i, k, w) => w + noise[i * numbers.Columns + k]);
    });
}
