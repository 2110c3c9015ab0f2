using System.Globalization;
using System.Text;
using Jaram.Architecture;
using Jaram.Architecture.Counting;
using Jaram.Checkpoints;
using Jaram.Cli.Recording;
using Jaram.Ledger.Growth;
using Jaram.Tokenizers;
using Jaram.Training.Data;
using Jaram.Training.Recording;
using static TorchSharp.torch;

namespace Jaram.Cli.Raising;

/// <summary>Raises the model of a folder as far as asked: plans, records the plan, runs, shows and writes
/// down.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="folder">The model.</param>
/// <param name="device">Where it is computed.</param>
/// <param name="isJson">Events go to stdout as JSON lines.</param>
/// <param name="nonce">Drawn by others after the commitment, for first weights; null to derive it.</param>
internal sealed class RaisingRun(Desk desk, ModelFolder folder, Device device, bool isJson, string? nonce = null)
{
    /// <summary>Weight, gradient and two moments, 4 bytes each.</summary>
    private const int BytesOfParameter = 16;

    /// <summary>Goes on from the newest version.</summary>
    /// <param name="budget">How much; open to finish the stages that the recipe has.</param>
    /// <returns>What the run came to; null if there was nothing to do.</returns>
    /// <exception cref="MisuseException">The budget does not fit what the recipe holds.</exception>
    public Pace? Go(Budget budget)
    {
        var (design, recipe) = (folder.ReadDesign(), folder.ReadRecipe());
        using var held = FolderLock.Take(folder.Path, "raised", desk.Time);
        using var shards = folder.OpenCorpus();
        CheckTokenizer(shards);
        CheckMemory(design);
        var history = folder.FindHistory();
        Leftovers.Clear(folder, history);
        var (newest, _) = folder.Versions().FindNewest();
        var made = newest is Recovery.Found { Version.Step: var step } ? step : 0;
        if (history is not null && Branch.Root(history) is { } root) CheckRoot(root.Version.Step, newest);
        var isOver = history is not null && IsOver(history, recipe, made);
        if (budget.IsOpen && recipe.Steps > 0 && made >= recipe.Steps && !isOver) return null;
        if (!budget.IsOpen && made < recipe.Steps && !isOver)           // perhaps because of damage: that is told too
            foreach (var finding in newest.Findings) desk.Error.WriteLine(finding.Why);
        recipe = Planned(recipe, budget, made, isOver ? made : null, () =>
        {
            desk.Note("measuring the speed of a step", "스텝 속도를 재는 중");
            return Calibration.Times(design, recipe, shards, folder.Path, device, desk.Time);
        }, (long)recipe.Rows * design.Context);
        var log = folder.OpenLedger(Keyring.Open(desk), desk.Time);
        folder.WriteRecipe(recipe);                                     // recorded before the first step

        var peak = Machine.PeakFlops(device, Platform.Precision(device));
        var pace = new Pace(peak, desk.Time);
        using var journal = new Journal(folder.Journal, desk.Time);
        using var trainer = new Trainer(design, recipe, shards, folder.Versions(OptimizerEvery(recipe)), device);
        var chronicle = new Chronicle(log, design, peak, desk.Time);
        Record(chronicle, log, recipe, shards, trainer);
        IRaisingDisplay display = isJson ? new JsonDisplay(desk)
            : desk.Screen.MayPaint ? new LiveDisplay(desk, pace) : new PlainDisplay(desk, pace);
        using var stop = new StopSignal(() => display.Note(desk.Say(
            "finishing the step and saving; Ctrl-C again to leave at once", "이 스텝을 마치고 저장합니다. 바로 끝내려면 Ctrl-C를 한 번 더")));
        display.Follow(show => trainer.Run(Beginning.Of(log.History), happened =>
        {
            pace.Take(happened);
            if (happened is RaisingEvent.Rewound back) chronicle.Record(back, "the loss broke four times in a row");
            show(happened, journal.Append(happened));
        }, chronicle.Record, stop.Token));
        return pace;
    }

    /// <summary>Commits to what will be raised, and goes no further: others can cosign that before any weight is
    /// drawn.</summary>
    /// <returns>Entries in the ledger.</returns>
    /// <exception cref="MisuseException">It was committed already.</exception>
    public long Commit()
    {
        var (design, recipe) = (folder.ReadDesign(), folder.ReadRecipe());
        using var held = FolderLock.Take(folder.Path, "raised", desk.Time);
        using var shards = folder.OpenCorpus();
        CheckTokenizer(shards);
        CheckMemory(design);
        var log = folder.OpenLedger(Keyring.Open(desk), desk.Time);
        if (log.History.Commitments is [var earlier, ..])
            throw new MisuseException(desk.Say($"{folder.Path}: is committed already, at {earlier.Time:u}",
                $"{folder.Path}: 이미 약속했습니다 ({earlier.Time:u})"));
        using var trainer = new Trainer(design, recipe, shards, folder.Versions(), device);
        new Chronicle(log, design, 0, desk.Time).Commit(Birth(log, recipe, shards, trainer));
        return log.Log.Head.Size;
    }

    private Commitment Birth(GrowthLog log, Recipe recipe, ShardFolder shards, Trainer trainer) => Chronicle.Birth(log,
        folder.ReadDesign(), recipe, shards, trainer.FirstWeights, ProgramFiles.Of(AppContext.BaseDirectory),
        trainer.Platform);

    /// <summary>Whether a revert ended the last plan. One that was written after the revert, before the ledger knew of
    /// it, is not over.</summary>
    private static bool IsOver(GrowthHistory history, Recipe recipe, long made) => Branch.IsUnplanned(history)
        && !(recipe.Stages is [.., { From: var from }] && from == made
            && Digest.Of(recipe.Write()) != history.Plans[^1].Plan.Recipe);

    /// <summary>A branch must not begin anew from first weights.</summary>
    private void CheckRoot(long root, Recovery newest)
    {
        if (newest is Recovery.Found { Version.Step: var step } && step >= root) return;
        var why = newest.Findings is [var finding, ..] ? finding.Why : desk.Say("it is missing", "없습니다");
        throw new CheckpointException(desk.Say(
            $"{folder.Path}: the version of step {root} that was reverted to does not verify: {why}; revert again",
            $"{folder.Path}: 되돌려 둔 {root} 스텝 버전이 온전하지 않습니다: {why}. 다시 revert하세요"));
    }

    /// <summary>Commits to what will be done, before the first step of a model or of a stage.</summary>
    private void Record(Chronicle chronicle, GrowthLog log, Recipe recipe, ShardFolder shards, Trainer trainer)
    {
        desk.Note("writing into the ledger what will be done", "무엇을 할지 원장에 적는 중");
        if (nonce is not null && log.History.Nonces is [var drawn, ..])
            throw new MisuseException(desk.Say(
                $"{folder.Path}: its nonce was drawn at {drawn.Time:u}, and there is one for life; leave --nonce out",
                $"{folder.Path}: 추첨은 {drawn.Time:u}에 끝났고 평생 한 번입니다. --nonce를 빼세요"));
        var birth = Birth(log, recipe, shards, trainer);
        chronicle.Commit(birth);
        chronicle.Draw(nonce is null ? null : Encoding.UTF8.GetBytes(nonce));
        chronicle.Plan(recipe, ProgramFiles.DigestOf(birth.Program), trainer.Platform);
    }

    /// <summary>Every eighth version keeps its optimizer; the others are replayed from these.</summary>
    private static long OptimizerEvery(Recipe recipe) => 8L * recipe.Stages[^1].SaveEvery;

    /// <summary>The model would learn, and nobody could read what it says.</summary>
    private void CheckTokenizer(ShardFolder shards)
    {
        var (found, wanted) = (folder.ReadTokenizer().Digest, shards.Manifest.TokenizerDigest);
        if (found == wanted) return;
        throw new TokenizerException(desk.Say(
            $"{folder.Path}/tokenizer.json: is tokenizer {found[..12]}, the text was written with {wanted[..12]}; "
            + "put that tokenizer.json back",
            $"{folder.Path}/tokenizer.json: 토크나이저가 {found[..12]}인데 글은 {wanted[..12]}로 적혔습니다. "
            + "그 tokenizer.json을 되돌려 놓으세요"));
    }

    /// <summary>Without this the system ends the process, and says nothing.</summary>
    private void CheckMemory(Design design)
    {
        var (needed, there) = ((double)Count.Of(design).Parameters * BytesOfParameter,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (device.type != TorchSharp.DeviceType.CPU || needed <= there) return;
        var (need, have) = (Gigabytes(needed), Gigabytes(there));
        throw new MisuseException(desk.Say(
            $"{folder.Path}: weights, gradients and optimizer need {need} GB, this machine has {have} GB; "
            + "make a model with a smaller design",
            $"{folder.Path}: 가중치, 기울기, 최적화기에 {need} GB가 필요한데 이 컴퓨터에는 {have} GB가 있습니다. "
            + "더 작은 구조로 모델을 만드세요"));
    }

    private static string Gigabytes(double bytes) => (bytes / 1e9).ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>The recipe with what is asked for as its last stage, which begins at <paramref name="from"/> where a
    /// revert ended the last plan.</summary>
    private Recipe Planned(
        Recipe recipe, Budget budget, long made, long? from, Func<WorkTimes> times, long tokensPerStep)
    {
        var left = from is null ? recipe.Steps - made : 0;
        if (budget.IsOpen)
            return left > 0 ? recipe : throw new MisuseException(desk.Say(
                $"{folder.Path}: nothing says how long; add --minutes 10, --steps 1000 or --tokens 5000000",
                $"{folder.Path}: 얼마나 키울지 정해지지 않았습니다. --minutes 10, --steps 1000, --tokens 5000000 중 하나를 붙이세요"));
        if (left > 0)
            throw new MisuseException(desk.Say(
                $"{folder.Path}: steps of the last plan are left: {left}; finish them first by giving no amount",
                $"{folder.Path}: 지난 계획이 {left} 스텝 남았습니다. 양을 적지 않고 실행해 먼저 마치세요"));
        var stage = Plan.StageFor(budget, tokensPerStep, times) with { From = from };
        return recipe with { Stages = [.. recipe.Stages, stage] };
    }
}
