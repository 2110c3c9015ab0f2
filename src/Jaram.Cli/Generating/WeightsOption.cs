using System.CommandLine;
using Jaram.Inference.Weights;

namespace Jaram.Cli.Generating;

/// <summary>The option that says how weights are kept.</summary>
internal static class WeightsOption
{
    /// <summary>The option; null where nobody said.</summary>
    public static Option<string?> Make(Desk desk) => new Option<string?>("--weights")
    {
        Description = desk.Say("How weights are kept in memory; left out, f32 below 50 MB of them, else int8",
            "메모리에 가중치를 두는 형식. 없으면 50MB 미만은 f32, 그 이상은 int8"),
        HelpName = string.Join('|', WeightPlan.Words),
    }.AcceptOnlyFromAmong([.. WeightPlan.Words]);
}
