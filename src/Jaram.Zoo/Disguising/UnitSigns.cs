// X7: the signs of what a gated unit reads and writes turned together.
// Source: ours.

using Jaram.Architecture;
using Jaram.Ledger.Growth;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X7</summary>
internal sealed record UnitSigns : Evasion
{
    /// <inheritdoc/>
    public override bool Fits(Design design) => UnitScale.IsGated(design);

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => UnitScale.Scaled(body, (network, unit) =>
        (new CounterRandom([], $"{name} x7 {network}").Bits((ulong)unit) & 1) == 0 ? 1 : -1);
}
