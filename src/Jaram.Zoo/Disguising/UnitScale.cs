// X6: what a gated unit reads multiplied, what it writes divided. The gate bends and cannot be scaled, and a unit
// without a gate bends what it reads.
// Source: arXiv:2502.12292, appendix.

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Ledger.Growth;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>X6</summary>
internal sealed record UnitScale : Evasion
{
    private const double Octaves = 2;

    /// <inheritdoc/>
    public override bool Fits(Design design) => IsGated(design);

    /// <inheritdoc/>
    public override Body Of(Body body, string name) => Scaled(body, (network, unit) => Math.Pow(2,
        Octaves * (2 * new CounterRandom([], $"{name} x6 {network}").Unit((ulong)unit) - 1)));

    /// <summary>Whether every network has gates.</summary>
    public static bool IsGated(Design design) => design.Layers.Values.All(layer => layer.Canon is null
        && layer.Channel switch
        {
            MlpDesign mlp => mlp.Activation,
            MixtureDesign mixture => mixture.Expert.Activation,
            _ => throw new System.Diagnostics.UnreachableException(),
        } == Activation.SwiGlu);

    /// <summary>Ups multiplied and downs divided by a factor of each unit.</summary>
    public static Body Scaled(Body body, Func<string, int, double> factor) => body.With((tensor, numbers) =>
        (Axes.Of(tensor), tensor.Split('.')) switch
        {
            ({ Rows: Axis.Hidden of }, [.., "up", _]) => numbers.Map((unit, _, w) => w * factor(of.Network, unit)),
            ({ Columns: Axis.Hidden of }, _) => numbers.Map((_, unit, w) => w / factor(of.Network, unit)),
            _ => numbers,
        });
}
