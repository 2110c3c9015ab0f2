using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Verifying;

/// <summary>What a verdict on a growth ledger rests on besides the ledger itself. What is left out is not checked, and
/// the report says so.</summary>
public sealed record Evidence
{
    /// <summary>Opens versions in the model's store.</summary>
    public required OpenVersion Versions { get; init; }

    /// <summary>How the training program reads a recipe.</summary>
    public RecipeReading? Recipe { get; init; }

    /// <summary>The files that lie in the model's folder now.</summary>
    public ModelFiles? Files { get; init; }

    /// <summary>Finds a grown model's parent and grows it again; null where nobody brought it.</summary>
    public Func<Descent, Parentage?>? Parent { get; init; }

    /// <summary>Makes segments again, once it is measured how far each moved; null to make none.</summary>
    public Func<IReadOnlyList<VersionMeasures>, ReplayAudit>? Replay { get; init; }

    /// <summary>Documents of the last epoch, as the final model knows them.</summary>
    public IReadOnlyList<Remembered>? LastEpoch { get; init; }

    /// <summary>Told of each check as it begins: some take minutes.</summary>
    public Action<CheckKind> Began { get; init; } = _ => { };

    /// <summary>How far clocks of maker and witnesses may differ.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a head may lie about before a witness sees it: on paper or a stick it takes a while. An entry
    /// dated back by less than this goes unnoticed.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromDays(1);
}

/// <summary>How the training program reads a recipe: the ledger holds recipes, but does not know their
/// meaning.</summary>
/// <param name="Rate">The schedule's share of the rates at a step, counted from 1.</param>
/// <param name="Documents">Digest of the documents that steps read, in order; see
/// <see cref="VersionMade.Documents"/>.</param>
/// <param name="Rule">The rule that trains a weight.</param>
public sealed record RecipeReading(
    Func<ReadOnlyMemory<byte>, long, double> Rate,
    Func<ReadOnlyMemory<byte>, IReadOnlyList<StepRecord>, Digest>? Documents,
    Func<ReadOnlyMemory<byte>, FirstTensor, StepRule> Rule);

/// <summary>Digests of the files that lie in the model's folder.</summary>
/// <param name="Design">design.json</param>
/// <param name="Recipe">recipe.json</param>
/// <param name="Tokenizer">The tokenizer.</param>
public sealed record ModelFiles(Digest Design, Digest Recipe, Digest Tokenizer);

/// <summary>A document of the last epoch.</summary>
/// <param name="Place">Where it stood in the epoch's order.</param>
/// <param name="Rate">The schedule's share of the rates when it was read.</param>
/// <param name="Final">Its loss under the final model, nats a token.</param>
/// <param name="Reference">Its loss under a model that did not read in this order: an earlier version.</param>
public sealed record Remembered(long Place, double Rate, double Final, double Reference);
