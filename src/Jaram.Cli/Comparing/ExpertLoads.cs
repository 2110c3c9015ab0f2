using Jaram.Architecture;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Data;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Cli.Comparing;

/// <summary>Asks two versions the standing probes and counts whom each router chooses.</summary>
internal static class ExpertLoads
{
    /// <summary>Choices of each expert, router by router in the order of layers.</summary>
    /// <param name="design">The model's.</param>
    /// <param name="probes">The probes' batch.</param>
    /// <param name="versions">Before and after, each with its store.</param>
    public static IReadOnlyList<(double[] Before, double[] After)> Of(
        Design design, Batch probes, IReadOnlyList<(PackedVersions Store, GrowthEntry.Made Made)> versions)
    {
        using var model = new Decoder(design, FusedOperators.Choose(CPU).Operators, float32);
        var counted = versions.Select(version =>
        {
            Checkpoint.Load(version.Store, version.Made.Version.Step, model);
            return Ask(model, probes);
        }).ToList();
        return [.. counted[0].Zip(counted[1])];
    }

    private static List<double[]> Ask(Decoder model, Batch probes)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        model.train();                                                  // a mixture counts only then
        foreach (var mixture in model.Mixtures) mixture.Forget();
        var rows = ProbeRows.In(probes);
        model.Hidden(tensor(probes.Inputs).view(probes.Rows, probes.Context).narrow(0, 0, rows), pass);
        return [.. model.Mixtures.Select(mixture => mixture.Load.data<float>().Select(load => (double)load).ToArray())];
    }
}
