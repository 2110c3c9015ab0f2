// What others measure, on the same pairs. Norm cosine and the profile of deviations stand in every scan already.
// Source: HuRef and ActivationKernel name theirs.

using Jaram.Assay.Provenance.Reading;
using Jaram.Assay.Provenance.Rivals;

namespace Jaram.Zoo.Measuring;

/// <summary>Rivals of the battery.</summary>
public static class ZooRivals
{
    private const int Tokens = 512;

    /// <summary>Those that a zoo is measured by.</summary>
    /// <param name="zoo">The zoo; raised.</param>
    public static IReadOnlyList<Rival> Of(ZooFolder zoo)
    {
        var (invariants, activations) = (new HuRef(Tokens, zoo.Plan.Scale.HeadWidth), new Activations(zoo));
        return
        [
            new("huref", (one, other) => invariants.Likeness(new Anatomy(one), new Anatomy(other))),
            new("reef", (one, other) => ActivationKernel.Likeness(activations.Of(one.Name), activations.Of(other.Name),
                Activations.Texts)),
        ];
    }
}
