using System.Text;
using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>Raises a toy and records it, as the trainer does it with a model.</summary>
internal sealed class ToyRun
{
    private readonly CounterRandom _dice;
    private readonly ToyModel _model;
    private ToyRecipe _recipe;
    private ToyVersion _version = new([], [], []);
    private DateTimeOffset _time = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private long _batch;
    private ulong _place;
    private Digest _head;

    private ToyRun(ulong seed, ToyCheating cheating)
    {
        Cheating = cheating;
        _dice = new(CounterRandom.Seed(seed), "run");
        _recipe = ToyRecipe.For(seed);
        var design = Encoding.UTF8.GetBytes("{\"toy\":1}");
        _model = new() { Design = Digest.Of(design), Tokenizer = Digest.Of("tokenizer"u8) };
        _model.Keep(design);
        Commit();
    }

    private ToyCheating Cheating { get; }

    /// <summary>An honest run: two stages; some runs go back once, some revert once.</summary>
    public static ToyModel Honest(ulong seed) => With(seed, new());

    /// <summary>A run that does at some point what its maker will not say.</summary>
    public static ToyModel With(ulong seed, ToyCheating cheating)
    {
        var run = new ToyRun(seed, cheating);
        run.Stage(new(16, 4));
        if (run.Throw(3) == 0) run.GoBack();
        if (run.Throw(3) == 0) run.Revert();
        run.Stage(new(12, 4));
        run.Publish();
        return run._model;
    }

    /// <summary>An honest run of one stage with a version after each step.</summary>
    public static ToyModel Long(ulong seed, int versions)
    {
        var run = new ToyRun(seed, new());
        run.Stage(new(versions, 1));
        return run._model;
    }

    private int Throw(int sides) => (int)(_dice.Bits(_place++) % (ulong)sides);

    private DateTimeOffset Later()
    {
        _time += TimeSpan.FromSeconds(1 + Throw(600));
        return _time;
    }

    private void Add(Func<long, DateTimeOffset, GrowthEntry> entry) =>
        _model.Entries.Add(entry(_model.Entries.Count, Later()));

    /// <summary>Shows the ledger as it is to all witnesses.</summary>
    private void Publish() => _model.Published.Add((_model.Entries.Count, Later()));

    private void Commit()
    {
        var first = new FirstWeights(ToyNet.Tensors, _recipe.WeightBits);
        var commitment = new Commitment
        {
            Design = _model.Design,
            Recipe = _model.Keep(_recipe.Write()),
            Tokenizer = _model.Tokenizer,
            Text = new(Digest.Of("text"u8), ToyText.All.Length, _model.Keep("manifest"u8.ToArray()),
                [new("CC0-1.0", ToyText.All.Length)], [new("toy", ToyText.All.Length)]),
            FirstWeights = _model.Keep(JsonSerializer.SerializeToUtf8Bytes(first, GrowthJson.Default.FirstWeights)),
            Program = [new("toy.dll", Digest.Of("program"u8))],
            Platform = "toy",
        };
        Add((index, time) => new GrowthEntry.Committed(index, time, commitment));
        Publish();
        var nonce = Convert.ToHexStringLower(BitConverter.GetBytes(_dice.Bits(_place++))) + "00112233445566778899";
        Add((index, time) => new GrowthEntry.Drawn(index, time, new(commitment.Seal(), nonce, NonceOrigin.Witness)));
    }

    private void Stage(ToyStage stage)
    {
        var from = _recipe.Steps;
        _recipe = _recipe with { Stages = [.. _recipe.Stages, stage] };
        _model.Recipe = _recipe.Write();
        var plan = new Plan(_model.Keep(_model.Recipe), from, _recipe.Steps, Digest.Of("program"u8), "toy");
        Add((index, time) => new GrowthEntry.Planned(index, time, plan));
        if (from == 0) Born();
        for (var step = from; step < _recipe.Steps; step += stage.SaveEvery) Raise(step, step + stage.SaveEvery);
    }

    private void Born()
    {
        _version = Cheating.Born(ToyVersion.Born(_model.History.FirstWeights(), _model.History.Seed));
        Record(Cause.Born, 0, 0, [], [], ToyText.Hash([]));
        Publish();
    }

    private void Raise(long from, long to)
    {
        var steps = Enumerable.Range(1, (int)(to - from)).Select(i => (from + i, Batch: _batch + i - 1));
        var segment = Cheating.Train(_version, _recipe, [.. steps]);
        _batch += to - from;
        _version = Cheating.Save(segment.Version, to);
        Record(Cause.Raised, from, to, [_head], segment.Steps, segment.Documents);
        if (Throw(3) == 0) Publish();
    }

    /// <summary>A spike: back by a version, other batches.</summary>
    private void GoBack()
    {
        var (newest, old) = (_model.Versions[^1].Version, _model.Versions[^2].Version);
        Add((index, time) => new GrowthEntry.WentBack(index, time, new(newest.Step, old.Step, 2, "the loss broke")));
        (_version, _head) = (_model.Store[old.Version], old.Version);
        _batch += 2;
        Raise(old.Step, newest.Step);
    }

    /// <summary>An older version is made the newest, and raised again over the same steps under a plan of its
    /// own.</summary>
    private void Revert()
    {
        var newest = _model.Versions[^1].Version;
        var old = _model.Versions.Last(made => made.Version.Step < newest.Step).Version;
        (_version, _head) = (_model.Store[old.Version], old.Version);
        Record(Cause.Reverted, old.Step, old.Step, [old.Version], [], ToyText.Hash([]));
        _batch += 1;
        Raise(old.Step, newest.Step);
    }

    private void Record(Cause cause, long from, long to, IReadOnlyList<Digest> parents,
        IReadOnlyList<StepRecord> steps, Digest documents)
    {
        var made = new VersionMade
        {
            Version = default, Weights = default, Optimizer = default, State = default, Tensors = default, Probes = [],
            Hits = "",
            Parents = parents, Cause = cause, From = from, Step = to, Steps = _model.Keep(steps),
            Documents = documents, Tokens = to * 36,
            Loss = steps.Count > 0 ? steps.Average(step => step.Loss) : 0,
            GradientNorm = steps.Count > 0 ? steps.Average(step => step.GradientNorm) : 0,
            Rate = steps.Count > 0 ? steps[^1].Rate : 0,
            Cost = new(1, 1e6, 1e6, 1e6, 1, EnergyTier.Estimated),
        };
        _model.Store[_version.Name] = _version;
        Add((index, time) => _model.Describe(new GrowthEntry.Made(index, time, made), _version));
        _head = _version.Name;
    }
}

/// <summary>Where a run may be led astray; as it is, nothing is done.</summary>
internal sealed record ToyCheating
{
    public Func<ToyVersion, ToyVersion> Born { get; init; } = version => version;

    public Func<ToyVersion, ToyRecipe, (long, long)[], ToySegment> Train { get; init; } =
        (from, recipe, steps) => ToyTrainer.Train(from, recipe, steps);

    public Func<ToyVersion, long, ToyVersion> Save { get; init; } = (version, _) => version;
}
