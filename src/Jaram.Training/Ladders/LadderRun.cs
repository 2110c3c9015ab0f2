using System.Text.Json;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Ladders;

/// <summary>What a rung gave.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="BitsPerByte">Held-out text, bits per byte.</param>
public sealed record ScoredRung(long Step, double BitsPerByte);

/// <summary>What a run gave.</summary>
/// <param name="Rungs">Bottom first.</param>
/// <param name="Broken">Steps that were skipped and times that the run went back, as its loss broke.</param>
/// <param name="Version">Digest of the last version: who makes the run again gets this.</param>
public sealed record LadderOutcome(IReadOnlyList<ScoredRung> Rungs, long Broken, string Version);

/// <summary>One arm's run up a ladder, in a folder of its own; one that was cut off goes on where it was.</summary>
/// <param name="design">What is raised.</param>
/// <param name="recipe">As <see cref="Ladder.Over"/> makes it.</param>
/// <param name="shards">On what.</param>
/// <param name="folder">Versions and journal.</param>
/// <param name="device">Where it is computed.</param>
/// <param name="time">Dates the journal.</param>
public sealed class LadderRun(Design design, Recipe recipe, ShardFolder shards, string folder, Device device,
    TimeProvider time)
{
    private string JournalPath => Path.Combine(folder, "journal.jsonl");

    /// <summary>Climbs.</summary>
    /// <param name="seed">First weights follow from it.</param>
    /// <param name="report">Told of everything, in order.</param>
    /// <param name="stop">Ends the run after the step at hand; it is saved first.</param>
    /// <exception cref="OperationCanceledException">Somebody asked to stop; the next call goes on.</exception>
    /// <exception cref="RaisingException">The run goes back again and again.</exception>
    public LadderOutcome Climb(byte[] seed, Action<RaisingEvent> report, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var store = VersionFolder.In(folder, new Disk(), optimizerEvery: 0, branch: 0);
        using (var journal = new Journal(JournalPath, time))
        using (var trainer = new Trainer(design, recipe, shards, store, device))
            trainer.Run(new Beginning.Drawn(seed), happened =>
            {
                journal.Append(happened);
                report(happened);
            }, _ => { }, stop);
        var outcome = Read();
        if (outcome.Rungs.Count < recipe.Stages.Count) throw new OperationCanceledException(stop);
        return outcome;
    }

    /// <summary>What the journal says, over all processes that wrote it: a rung that was scored twice counts once.
    /// </summary>
    private LadderOutcome Read()
    {
        var (rungs, broken, version) = (new SortedDictionary<long, double>(), 0L, "");
        foreach (var line in File.ReadLines(JournalPath))
        {
            try
            {
                switch (JsonSerializer.Deserialize(line, JournalJson.Default.RaisingEvent))
                {
                    case RaisingEvent.Scored scored: rungs[scored.Step] = scored.BitsPerByte; break;
                    case RaisingEvent.Skipped or RaisingEvent.Rewound: broken++; break;
                    case RaisingEvent.Saved saved: version = saved.Digest; break;
                }
            }
            catch (JsonException) { }                                   // the process was killed amid a line
        }
        return new([.. rungs.Select(rung => new ScoredRung(rung.Key, rung.Value))], broken, version);
    }
}
