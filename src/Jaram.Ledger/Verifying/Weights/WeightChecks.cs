// The weights themselves: are they the recorded ones, did they begin where they must, did they move no further than
// training can move them, and do they still bear the mark of where they began?
// Source: gates G1, G3 and G4 of a proof of training (ours).

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>All checks that read the store, in one pass over the versions.</summary>
internal sealed class WeightChecks(Examination look)
{
    /// <summary>Below the first weights may know nothing of others; where more than the last is expected, they must. A
    /// mark that fades little by little is honest, one that was clear in the parent does not go at once.</summary>
    private const double Unknown = 4, Marked = 8, Known = 12;

    private readonly Dictionary<Digest, Dictionary<string, double>> _decays = [];
    private readonly List<VersionMeasures> _measures = [];
    private readonly Dictionary<Digest, VersionMeasures> _byName = [];
    private FirstWeights _first = new([], 0);
    private byte[] _seed = [];
    private StoredTensors? _grown;

    /// <summary>Makes the checks.</summary>
    /// <returns>What was measured on each version that could be.</returns>
    public static IReadOnlyList<VersionMeasures> Make(Examination look) => new WeightChecks(look).All();

    private List<VersionMeasures> All()
    {
        var (tensors, moved) = (0L, 0);
        look.Make(CheckKind.Tensors, FlawKind.StoreLacks, () =>
        {
            foreach (var made in look.History.Versions) tensors += new StoreCheck(look).Of(made);
            var (kept, gone) = (look.History.Versions.Count - look.GivenUp.Count, look.GivenUp.Count);
            return Examination.Say($"{tensors} tensors of {kept} versions, {gone} given up and not kept");
        });
        var ready = false;
        look.Make(CheckKind.FirstWeights, FlawKind.ForeignWeights, () =>
        {
            (_first, _seed, ready) = (look.History.FirstWeights(), look.History.Seed, true);
            var born = look.History.Versions.Where(made => made.Version.IsFirst).ToList();
            foreach (var made in born) Open(made, stored => new BirthCheck(look).Of(made, stored, _first, _seed));
            var inherited = _first.Tensors.Count(tensor => tensor is FirstTensor.Inherited);
            return Examination.Say($"{_first.Tensors.Count} tensors, {_first.Tensors.Sum(t => t.Count)} numbers, ")
                + (inherited == 0 ? Examination.Say($"{born.Count} version")
                    : Examination.Say($"{inherited} tensors of them grown from the parent's"));
        });
        if (!ready || look.Evidence.Recipe is not { } reading)
        {
            var why = ready ? "nobody said how the training program reads a recipe" : "first weights cannot be made";
            look.Skip(CheckKind.StepBounds, why);
            look.Skip(CheckKind.Birthmark, why);
            return _measures;
        }
        List<(GrowthEntry.Made Made, IReadOnlyList<TensorMotion> Tensors)> motions = [];
        look.Make(CheckKind.StepBounds, FlawKind.StoreLacks, () =>
        {
            if (look.History.Descents.Count > 0 && look.History.Versions is [var root, ..])
                Open(root, stored => _grown = stored.Weights);
            foreach (var made in look.History.Versions)
                if (Moved(made, reading) is { } tensor) motions.Add((made, tensor));
            foreach (var (made, tensor) in motions) moved += Bounds(made, tensor);
            return Examination.Say($"{moved} tensors between {Math.Max(0, motions.Count - 1)} pairs of versions");
        });
        look.Make(CheckKind.Birthmark, FlawKind.StoreLacks, () =>
        {
            foreach (var (made, tensor) in motions) Marks(made, tensor);
            var least = _measures.MinBy(m => m.Z);
            return Examination.Say($"{_measures.Count} versions, least z {least?.Z ?? 0:F1} at "
                + $"step {least?.Made.Version.Step ?? 0}");
        });
        return _measures;
    }

    private void Open(GrowthEntry.Made made, Action<StoredVersion> use)
    {
        using var stored = look.Evidence.Versions(made.Version);
        if (stored is not null && Fits(stored)) use(stored);
    }

    /// <summary>Whether the store has the tensors that the commitment lists; if not, an earlier check said
    /// so.</summary>
    private bool Fits(StoredVersion stored)
    {
        var entries = stored.Weights.Entries.ToDictionary(entry => entry.Name);
        return _first.Tensors.Count == entries.Count && _first.Tensors.All(t => entries.TryGetValue(t.Name, out var e)
            && e.DType == DType.F32 && e.Shape.SequenceEqual(t.Shape));
    }

    /// <summary>How far a version is from its parent, tensor by tensor; null where one of the two is not
    /// there.</summary>
    private List<TensorMotion>? Moved(GrowthEntry.Made made, RecipeReading reading)
    {
        if (look.History.Descents.Count > 0 && _grown is null) return null;
        var parent = made.Version.IsFirst ? made : TryParent(made);
        if (parent is null || look.GivenUp.Contains(made.Index) || look.GivenUp.Contains(parent.Index)) return null;
        using var before = look.Evidence.Versions(parent.Version);
        using var after = look.Evidence.Versions(made.Version);
        if (before is null || after is null || !Fits(before) || !Fits(after)) return null;
        var recipe = look.History.Blob(look.History.PlanOf(made)?.Plan.Recipe ?? look.History.Commitment.Recipe);
        var steps = look.History.StepsOf(made.Version);
        List<TensorMotion> moved = [];
        Dictionary<string, double> decays = [];
        var older = _decays.GetValueOrDefault(parent.Version.Version) ?? [];
        foreach (var tensor in _first.Tensors)
        {
            var rule = reading.Rule(recipe, tensor);
            if (rule is StepRule.AdamW adam && _grown is not null) rule = adam with { IsCarriedOver = true };
            var reach = rule.Over(steps, tensor.Shape);
            if (made.Version.Cause != Cause.Raised) reach = new(0, 0, 0, 0);
            decays[tensor.Name] = older.GetValueOrDefault(tensor.Name) + reach.Decay;
            moved.Add(new(tensor, Motion.Of(tensor, _seed, before.Weights, after.Weights, reach, _first.Bits,
                _grown), reach.Decay, decays[tensor.Name], steps.Sum(step => step.Rate)));
        }
        _decays[made.Version.Version] = decays;
        return moved;
    }

    private GrowthEntry.Made? TryParent(GrowthEntry.Made made)
    {
        try
        {
            return look.History.ParentOf(made);
        }
        catch (LedgerException)
        {
            return null;                                                // said by the check of the chain
        }
    }

    /// <summary>Names the tensors that moved too far: single ones were edited, most of them are another
    /// model's.</summary>
    private int Bounds(GrowthEntry.Made made, IReadOnlyList<TensorMotion> tensors)
    {
        if (made.Version.IsFirst) return 0;
        var beyond = tensors.Where(t => t.Motion.Beyond > 0).ToList();
        var share = beyond.Sum(t => (double)t.Motion.Beyond) / tensors.Sum(t => t.Motion.Count);
        var kind = share > 0.5 ? FlawKind.ForeignWeights : FlawKind.EditedTensor;
        foreach (var (tensor, motion, _, _, _) in beyond)
            look.Object(kind, $"{Examination.Place(made)}, tensor {tensor.Name}",
                $"{motion.Beyond} of {motion.Count} numbers moved further than "
                + $"{made.Version.Step - made.Version.From} steps can move them, number {motion.Worst.Place} "
                + $"{motion.Worst.Times:G3} times as far: not made by this training; replay this segment");
        return tensors.Count;
    }

    private void Marks(GrowthEntry.Made made, IReadOnlyList<TensorMotion> tensors)
    {
        Birthmark birth = new(), undecayed = new(), link = new();
        foreach (var (tensor, m, decay, decayed, _) in tensors)
        {
            // A grown version 0 marks those after it by its matrices: gains are near 1 in every model.
            if (tensor is not (FirstTensor.Uniform or FirstTensor.Inherited { Shape.Count: > 1 })) continue;
            var deviation = tensor is FirstTensor.Uniform uniform ? uniform.Deviation : Math.Sqrt(m.First / m.Count);
            birth.Add(deviation, m.Birth, m.First, m.After, decayed, m.Count);
            if (decayed == 0) undecayed.Add(deviation, m.Birth, m.First, m.After, 0, m.Count);
            link.Add(Math.Sqrt(m.Before / m.Count), m.Link, m.Before, m.After, decay, m.Count);
        }
        var change = Math.Sqrt(tensors.Sum(t => t.Motion.Change));
        var rates = tensors.Count > 0 ? tensors[0].Rates : 0;
        var measures = new VersionMeasures(made, birth.Z, birth.Expected, undecayed.Z, link.Z, link.Expected, change,
            rates > 0 ? change / rates : 0);
        var place = Examination.Place(made);
        if (link.Z < Unknown && link.Expected > Known)
            look.Object(FlawKind.ForeignWeights, place,
                $"its weights know nothing of its parent's: z {link.Z:F1}, decay alone would leave "
                + $"{link.Expected:F1}: another model's were put in; replay this segment");
        else if (birth.Z < Unknown && birth.Expected > Known && Parent(made)?.Z > Marked)
            look.Object(FlawKind.ForeignWeights, place,
                $"its weights lost the mark of the first weights: z {birth.Z:F1}, decay alone would leave "
                + $"{birth.Expected:F1}: another model's were put in; replay this segment");
        _measures.Add(measures);
        _byName[made.Version.Version] = measures;
    }

    private VersionMeasures? Parent(GrowthEntry.Made made) =>
        made.Version.Parents is [var parent, ..] ? _byName.GetValueOrDefault(parent) : null;
}

/// <summary>What became of one tensor, and the decay it saw.</summary>
/// <param name="Tensor">How it began.</param>
/// <param name="Motion">What became of it.</param>
/// <param name="Decay">Σ ηλ since the parent.</param>
/// <param name="Decayed">Σ ηλ since birth.</param>
/// <param name="Rates">Sum of the schedule's shares since the parent.</param>
internal sealed record TensorMotion(FirstTensor Tensor, Motion Motion, double Decay, double Decayed, double Rates);
