// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Scoring;

namespace Jaram.Assay.Tasks.Recording;

/// <summary>What a task came to.</summary>
/// <param name="Task">Which.</param>
/// <param name="Scores">Its numbers.</param>
/// <param name="Asked">Questions behind them.</param>
/// <param name="Known">Of these, so many were in the journal before.</param>
/// <param name="Journal">The file that has each of them.</param>
/// <param name="Tokens">Tokens written or scored in all; -1 where nobody said.</param>
/// <param name="CutSamples">Questions whose beginning did not fit into the model's context.</param>
/// <param name="EmptySamples">Questions with a choice that has no token of its own.</param>
public sealed record TaskResult(PreparedTask Task, ImmutableArray<Score> Scores, int Asked, int Known, string Journal,
    long Tokens, int CutSamples, int EmptySamples);
