using Jaram.Assay;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Tasks;
using Jaram.Checkpoints;
using Jaram.Inference;
using Jaram.Ledger;
using Jaram.Payoff;
using Jaram.Server;
using Jaram.Statistics;
using Jaram.Tokenizers;
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

    /// <summary>Whether somebody foresaw a failure: what else went on can go on.</summary>
    public static bool IsForeseen(Exception failure) => IsByHand(failure) || IsOfAnOption(failure)
        || failure is MisuseException or ScorecardException or CheckpointException or LedgerException
            or TokenizerException or IOException or UnauthorizedAccessException;

    /// <summary>Whether a library refused the value of an option.</summary>
    public static bool IsOfAnOption(Exception failure) => failure is DataException or VillageException
        or RaisingException or ServerException or InferenceException or StatisticsException;
}
