// The loop that raises a model: read a batch, score it, walk back, step. Everything it does follows from design,
// recipe, tokenizer and text; a run that is cut off anywhere goes on from its newest version as if nothing had been.
// Source: ours.

using Jaram.Architecture;
using Jaram.Architecture.Counting;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using Jaram.Training.Data;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>Raises one model. Not thread-safe; one trainer a folder (see <see cref="FolderLock"/>).</summary>
public sealed class Trainer : IDisposable
{
    private const int SkipsBeforeRewind = 4, MostRewinds = 3, SavesBeforeCollecting = 4;

    private readonly Recipe _recipe;
    private readonly Learner _learner;
    private readonly VersionFolder _store;
    private readonly Batches _batches;
    private readonly HeldOutText _heldOut;
    private readonly string _tokenizer, _platform;
    private readonly double _tokensPerByte;
    private readonly List<StepRecord> _since = [];
    private SpikeGuard _guard = new([], []);
    private HeldVersion? _newest, _spare, _remade;
    private long _step, _skippedBatches, _rewinds;
    private int _skips, _saves;

    /// <param name="design">What is raised.</param>
    /// <param name="recipe">How.</param>
    /// <param name="shards">On what; stays open as long as the trainer lives.</param>
    /// <param name="store">Where versions go.</param>
    /// <param name="device">Where it is computed.</param>
    /// <exception cref="RaisingException">Design and shards do not fit together.</exception>
    public Trainer(Design design, Recipe recipe, ShardFolder shards, VersionFolder store, Device device)
    {
        if (shards.Manifest.Vocabulary > design.Vocabulary)
            throw new RaisingException($"the tokenizer has {shards.Manifest.Vocabulary} ids, the design's vocabulary "
                + $"{design.Vocabulary}: raise the vocabulary in design.json, or make the model anew");
        (_recipe, _store) = (recipe, store);
        _learner = new(design, recipe.Rates, device);
        Initialisation.Apply(Model, CounterRandom.Seed(recipe.Seed));   // to practise with; a run draws its own
        _batches = new(shards, recipe.Rows, design.Context, recipe.Seed);
        _heldOut = new([.. ProbeRows.HeldOut(shards, recipe, design.Context)], _learner.Foresight, device);
        _tokenizer = shards.Manifest.TokenizerDigest;
        var text = shards.Manifest.Training;
        _tokensPerByte = (double)(text.Tokens - text.Documents) / text.TextBytes;
        _platform = Raising.Platform.Describe(device, Model.Precision, _learner.Operators);
    }

    /// <summary>How the model's first weights are drawn.</summary>
    public FirstWeights FirstWeights => Initialisation.Of(Model, _recipe.SavedBits.Weights);

    /// <summary>One line that is equal where bits are equal.</summary>
    public string Platform => _platform;

    /// <summary>The model as it is now.</summary>
    public Decoder Model => _learner.Model;

    /// <summary>Goes on from the newest version that verifies, until all stages are done or somebody asks to
    /// stop.</summary>
    /// <param name="beginning">Where version 0 comes from.</param>
    /// <param name="report">Told of everything, in order, on this thread.</param>
    /// <param name="record">Writes a planned version into the ledger; it is reported only after that.</param>
    /// <param name="stop">Ends the run after the step at hand; a version is saved first.</param>
    /// <exception cref="RaisingException">The run goes back again and again, or belongs to another
    /// tokenizer.</exception>
    /// <exception cref="CheckpointException">A version cannot be written or read.</exception>
    public void Run(Beginning beginning, Action<RaisingEvent> report, Action<Segment> record, CancellationToken stop)
    {
        var (recovery, store) = _store.Recover();
        foreach (var finding in recovery.Findings) report(new RaisingEvent.PassedOver(finding.Why));
        if (recovery is Recovery.Found found) Restore(store, found.Version.Step);
        else
        {
            Draw(beginning);
            Save(report, record);                                       // version 0: the weights before any step
        }
        report(Beginning());

        while (_step < _recipe.Steps && !stop.IsCancellationRequested)
        {
            report(Step());
            if (_skips == SkipsBeforeRewind) report(Rewind());
            else if (_skips == 0 && IsPlanned(_step)) ScoreAndSave(report, record);
        }
        if (_saves > 0) Collect();
        if (!IsPlanned(_step) && !_store.Paused.Steps().Contains(_step)) Pause(report);
    }

    /// <summary>Makes again what was made before, and saves nothing: each planned version on the way is told.</summary>
    /// <param name="from">Steps made before: a version with its optimizer, or 0 to begin from the beginning.</param>
    /// <param name="to">Steps made after.</param>
    /// <param name="beginning">Where version 0 comes from; one that was drawn is drawn again.</param>
    /// <param name="made">Told of each version, as the ledger would be; false ends the replay.</param>
    /// <exception cref="CheckpointException">The version to begin from cannot be read.</exception>
    public void Replay(long from, long to, Beginning beginning, Func<Segment, bool> made)
    {
        if (from > 0 || beginning is Beginning.Grown) Restore(_store.Versions, from);
        else
        {
            Draw(beginning);
            if (!made(Remember())) return;
        }
        while (_step < to)
        {
            Step();
            if (_skips == SkipsBeforeRewind) Rewind();
            else if (_skips == 0 && IsPlanned(_step) && !made(Remember())) return;
        }

        Segment Remember() => Close(version => _remade = version);      // to go back to, as the run then did
    }

    /// <summary>Makes a version again, optimizer and all, and publishes it elsewhere.</summary>
    /// <param name="from">As in <see cref="Replay"/>.</param>
    /// <param name="to">Its step.</param>
    /// <param name="beginning">Where version 0 comes from.</param>
    /// <param name="into">Where it goes.</param>
    /// <exception cref="CheckpointException">The version to begin from cannot be read, or the new one not
    /// written.</exception>
    public SavedDigests Remake(long from, long to, Beginning beginning, PackedVersions into)
    {
        Replay(from, to, beginning, _ => true);
        var version = Checkpoint.Take(Model, _learner.Optimizer, State());
        Checkpoint.Save(into, version);
        return Checkpoint.DigestsOf(version);
    }

    /// <summary>Publishes a version 0 that was not drawn, as it is.</summary>
    /// <param name="weights">All weights and buffers.</param>
    /// <param name="memory">What the optimizer remembers.</param>
    /// <param name="batches">Batches that were read or left out before: the first step reads the next.</param>
    internal Segment Plant(HeldTensors weights, HeldTensors memory, long batches)
    {
        _skippedBatches = batches;
        var version = new HeldVersion(weights, memory, State());
        Checkpoint.Load(version, Model, _learner.Optimizer);
        Checkpoint.Save(_store.Versions, version);
        return SegmentOf(version, []);
    }

    /// <summary>Publishes given weights as version 0; the optimizer remembers nothing.</summary>
    /// <param name="weights">All weights and buffers.</param>
    /// <exception cref="CheckpointException">They are not this design's, or cannot be written.</exception>
    public void Plant(HeldTensors weights) =>
        Plant(weights, Checkpoint.Take(Model, _learner.Optimizer, State()).Memory, batches: 0);

    /// <summary>Makes the next step and reports and saves nothing: for <see cref="Calibration"/>.</summary>
    internal void Practise() => Step();

    /// <summary>Saves a version that no ledger will know of.</summary>
    internal void PractiseSave() => Close(version => Checkpoint.Save(_store.Versions, version));

    /// <summary>Scores held-out text: bits per byte of text, and nats per token.</summary>
    public (double BitsPerByte, double Loss) Score() => _heldOut.Score(Model);

    /// <inheritdoc/>
    public void Dispose() => _learner.Dispose();

    private void Draw(Beginning beginning) => Initialisation.Apply(Model, beginning is Beginning.Drawn(var seed)
        ? seed
        : throw new RaisingException("version 0 was grown from another model and does not verify: bring versions/ "
            + "back from a copy, or grow it again with jaram grow"));

    /// <summary>One step, made or skipped.</summary>
    private RaisingEvent Step()
    {
        var batch = _batches.At(_step + _skippedBatches);
        var nats = _learner.Gradients(batch, _recipe.MicroRows);
        var (loss, norm) = (nats / batch.Predicted, _learner.GradientNorm());
        if (_guard.Objection(loss, norm) is { } objection)
        {
            (_skips, _skippedBatches) = (_skips + 1, _skippedBatches + 1);
            foreach (var mixture in Model.Mixtures) mixture.Forget();
            return new RaisingEvent.Skipped(_step, objection);
        }
        var moment = Schedule.At(_recipe, _step);
        _learner.Step(moment, norm, _recipe.ClipNorm);
        _since.Add(new(_step + 1, _step + _skippedBatches, loss, norm, moment.Rate));
        (_step, _skips) = (_step + 1, 0);
        return new RaisingEvent.Stepped(_step, loss, loss / Math.Log(2) * _tokensPerByte, norm, moment.Rate);
    }

    /// <summary>Whether a version of a step is part of the plan. One that a stop made is not: no later step may
    /// depend on it, or a run that was stopped would part from one that was not.</summary>
    private bool IsPlanned(long step) => step == 0 || In(step, (stage, made) => stage.Saves(made));

    private bool In(long step, Func<Stage, long, bool> holds)
    {
        foreach (var (begun, stage) in _recipe.Laid.Reverse())
            if (step > begun && step <= begun + stage.Steps) return holds(stage, step - begun);
        return false;
    }

    /// <summary>Goes back to the newest planned version; the batches tried since are left out from now on.</summary>
    private RaisingEvent.Rewound Rewind()
    {
        if (++_rewinds > MostRewinds)
            throw new RaisingException($"step {_step}: the loss did not recover after going back {MostRewinds} times: "
                + "lower the rates in recipe.json, or look at the text of these steps");
        var (from, next) = (_step, _step + _skippedBatches);
        RestoreNewestPlanned();
        _skippedBatches = next - _step;
        return new(from, _step, _skippedBatches);
    }

    private void RestoreNewestPlanned()
    {
        if (_remade is { } remade)
        {
            Restore(Checkpoint.Load(remade, Model, _learner.Optimizer), "the version that was made again");
            return;
        }
        foreach (var step in _store.Versions.OptimizerSteps().Where(step => step <= _step).Reverse())
        {
            try
            {
                Restore(_store.Versions, step);
                return;
            }
            catch (CheckpointException) { }                             // it does not verify: the one before may
        }
        throw new RaisingException($"step {_step}: the loss broke and no version verifies: raise the model anew");
    }

    private void Restore(PackedVersions store, long step) =>
        Restore(Checkpoint.Load(store, step, Model, _learner.Optimizer), store.Look(step).Folder);

    private void Restore(TrainerState state, string where)
    {
        if (state.Tokenizer != _tokenizer)
            throw new RaisingException($"{where}: was raised with tokenizer {state.Tokenizer[..12]}, the shards are of "
                + $"{_tokenizer[..12]}: put that tokenizer.json and its shards back");
        (_step, _skippedBatches, _skips) = (state.Step, state.SkippedBatches, 0);
        _guard = new(state.Losses, state.Norms);
        _since.Clear();
        _since.AddRange(state.Since);
    }

    private void ScoreAndSave(Action<RaisingEvent> report, Action<Segment> record)
    {
        if (In(_step, (stage, made) => stage.Scores(made)))
        {
            var (bits, loss) = Score();
            report(new RaisingEvent.Scored(_step, bits, loss));
        }
        Save(report, record);
        _rewinds = 0;                                                   // it did recover
    }

    /// <summary>Makes a planned version: rounds, publishes, records, and only then reports.</summary>
    private void Save(Action<RaisingEvent> report, Action<Segment> record)
    {
        var segment = Close(version => Checkpoint.Save(_store.Versions, version));
        record(segment);
        if (++_saves % SavesBeforeCollecting == 0) Collect();           // reading what is to stay takes its time
        report(new RaisingEvent.Saved(_step, segment.Version.ToString()));
    }

    /// <summary>Drops optimizers that policy does not keep; the first stays, as all others follow from it.</summary>
    private void Collect() => _store.Versions.Collect([.. _store.Versions.Steps().Take(1)]);

    /// <summary>Ends a segment: rounds all numbers, and tells what came out.</summary>
    private Segment Close(Action<HeldVersion> keep)
    {
        foreach (var (_, weight) in Checkpoint.Named(Model)) SavedBits.Round(weight, _recipe.SavedBits.Weights);
        foreach (var (_, memory) in _learner.Optimizer.Memory) SavedBits.Round(memory, _recipe.SavedBits.Memory);
        StepRecord[] steps = [.. _since];
        _since.Clear();
        var version = Checkpoint.Take(Model, _learner.Optimizer, State(), over: _spare);
        (_newest, _spare) = (version, _newest);                         // the newest is what the next is packed against
        keep(version);
        return SegmentOf(version, steps);
    }

    private Segment SegmentOf(HeldVersion version, IReadOnlyList<StepRecord> steps) => new(
        steps is [var first, ..] ? first.Step - 1 : _step, _step, steps, Checkpoint.DigestsOf(version),
        _batches.DigestOfDocuments(steps.Select(step => step.Batch)), (long)_recipe.Rows * Model.Design.Context,
        Probe());

    /// <summary>Keeps the state of a run that was asked to stop between two versions.</summary>
    private void Pause(Action<RaisingEvent> report)
    {
        var version = Checkpoint.Take(Model, _learner.Optimizer, State());
        Checkpoint.Save(_store.Paused, version);
        report(new RaisingEvent.Saved(_step, Checkpoint.DigestsOf(version).Version.ToString()));
        _store.Paused.Collect([]);
    }

    /// <summary>Batches skipped since the last step are none of a version's: a resumed run tries them again, and counts
    /// them again.</summary>
    private TrainerState State() => new()
    {
        Step = _step, SkippedBatches = _skippedBatches - _skips, Losses = _guard.Losses, Norms = _guard.Norms,
        Since = [.. _since], Tokenizer = _tokenizer, Platform = _platform,
    };

    /// <summary>What the model says of the first held-out rows: the same rows all its life.</summary>
    internal ProbeReading Probe() => _heldOut.Probe(Model);

    private RaisingEvent.Began Beginning() => new(_step, _recipe.Steps, Count.Of(Model.Design).Parameters,
        (long)_recipe.Rows * Model.Design.Context,
        3 * Count.Of(Model.Design).Flops(new Work.Prefill(Model.Design.Context)),
        Model.Precision.ToString(), _learner.Operators);
}
