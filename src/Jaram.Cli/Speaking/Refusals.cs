using Jaram.Assay;
using Jaram.Assay.Tasks;
using Jaram.Inference;
using Jaram.Payoff;
using Jaram.Server;
using Jaram.Statistics;
using Jaram.Zoo;

namespace Jaram.Cli.Speaking;

/// <summary>Which failures are whose, among the projects that this program is made of.</summary>
internal static class Refusals
{
    /// <summary>Whether a failure is the user's to correct even outside of an option: a design, a recipe, a rubric or
    /// a list of assumptions is written by hand.</summary>
    public static bool IsByHand(Exception failure) =>
        failure is DesignException or CostingException or RaisingException or VillageException or PayoffException
            or AssayException or EvaluationException or ZooException;

    /// <summary>Whether a library refused the value of an option.</summary>
    public static bool IsOfAnOption(Exception failure) => failure is DataException or VillageException
        or RaisingException or ServerException or InferenceException or StatisticsException;
}
