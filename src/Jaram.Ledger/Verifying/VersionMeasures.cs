using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying;

/// <summary>What was measured on one version's weights.</summary>
/// <param name="Made">The version.</param>
/// <param name="Z">Its birthmark over all tensors drawn at random; N(0, 1) for weights of another seed.</param>
/// <param name="Expected">What decay alone would leave of it.</param>
/// <param name="UndecayedZ">Its birthmark over those that no decay touches; 0 where there are none.</param>
/// <param name="Link">z against its parent's weights.</param>
/// <param name="ExpectedLink">What decay alone would leave of that.</param>
/// <param name="Change">‖ΔW‖ against its parent.</param>
/// <param name="Pace">‖ΔW‖ over the sum of the schedule's shares; 0 without steps.</param>
public sealed record VersionMeasures(GrowthEntry.Made Made, double Z, double Expected, double UndecayedZ, double Link,
    double ExpectedLink, double Change, double Pace);
