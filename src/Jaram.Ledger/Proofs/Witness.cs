// A witness puts its name to a log's checkpoint only if the log still begins with all that the witness saw before. So
// whoever trusts it cannot be shown a history that others are not shown. It remembers before it answers.
// Source: C2SP tlog-witness ("add-checkpoint") and tlog-cosignature.

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Cosigns checkpoints of the logs it knows. Several processes may use one state folder; one thread each.
/// </summary>
public sealed class Witness
{
    private readonly Disk _disk;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly WitnessState _state;
    private readonly IReadOnlyCollection<VerifierKey> _logs;
    private readonly IReadOnlyList<Signer> _signers;

    /// <summary>Sets up a witness.</summary>
    /// <param name="stateFolder">Where it remembers; made if it is not there. Losing it lets a log show a second
    /// history.</param>
    /// <param name="logs">Keys of the logs it cosigns for.</param>
    /// <param name="signers">Its own keys, from <see cref="SigningKey.ForWitness"/>.</param>
    /// <param name="disk">Where.</param>
    /// <param name="time">For the cosignatures.</param>
    /// <exception cref="LedgerException">A key is not one to cosign with.</exception>
    public Witness(string stateFolder, IReadOnlyCollection<VerifierKey> logs, IReadOnlyList<Signer> signers,
        Disk disk, TimeProvider time)
    {
        if (signers.Count == 0) throw new LedgerException("a witness needs a key to cosign with: give one");
        foreach (var key in signers.Select(s => s.Verifier))
            if (key.Type is not (SignatureType.Cosignature or SignatureType.MlDsaCosignature))
                throw new LedgerException($"{key.Label} is of type 0x{(int)key.Type:x2}, a witness signs with 0x04 or "
                    + "0x06: make it a witness' key");
        (_folder, _logs, _signers, _disk, _time) = (Path.GetFullPath(stateFolder), logs, signers, disk, time);
        _state = new(_folder, disk);
    }

    /// <summary>The last head of a log that this witness cosigned; the empty one if none.</summary>
    /// <exception cref="LedgerException">What is recorded is damaged.</exception>
    public TreeHead LastSeen(string origin) => _state.Last(origin);

    /// <summary>Checks a checkpoint against what was seen before, records it, then cosigns it.</summary>
    /// <exception cref="LedgerException">The disk refused, or what is recorded is damaged: nothing was cosigned.
    /// </exception>
    public WitnessAnswer Cosign(WitnessRequest request)
    {
        const string Where = "the checkpoint";
        var checkpoint = Checkpoint.Parse(request.Note.Text, Where);
        var (origin, head) = (checkpoint.Origin, checkpoint.Head);
        var keys = _logs.Where(k => k.Name == origin).ToList();
        if (keys.Count == 0)
            return Refuse(WitnessRefusal.UnknownLog, 0, $"this witness does not know the log {Quoted.Of(origin)}: "
                + "give it that log's key");
        try
        {
            request.Note.Verify(keys, Where);
        }
        catch (LedgerException e)
        {
            return Refuse(WitnessRefusal.NotSigned, 0, e.Message);
        }
        if (request.OldSize > head.Size)
            return Refuse(WitnessRefusal.BadRequest, 0, $"the old size {request.OldSize} is above the new, "
                + $"{head.Size}: "
                + "ask with the size that this witness saw last");
        try
        {
            _state.Prepare();
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new LedgerException(DiskFailure.Line(e, _folder, "cannot keep what the witness saw"));
        }
        using var hold = LogFolder.Lock(_folder, "used by a witness", _disk, _time);
        return CosignHeld(request, checkpoint);
    }

    /// <summary>Cosigns a log in a folder, such as one on a stick, and puts the cosignatures under its checkpoint.
    /// </summary>
    /// <exception cref="LedgerException">The log cannot be read or written, or what is recorded is damaged.</exception>
    public WitnessAnswer Attend(string logFolder)
    {
        var log = TileLog.Open(logFolder, _disk, []);
        var last = LastSeen(log.Origin);
        IReadOnlyList<Digest> proof = [];
        if (_logs.Any(k => k.Name == log.Origin)) // else Cosign says that it is unknown
        {
            log.MakeDurable();
            if (last.Size > log.Head.Size)
                return Refuse(WitnessRefusal.Conflict, last.Size, $"{log.Folder} has {log.Head.Size} entries, this "
                    + $"witness saw {last.Size}: it is an older copy, or entries were taken out; bring the newer one");
            try
            {
                proof = log.ProveExtends(last);
            }
            catch (LedgerException e)
            {
                return Refuse(WitnessRefusal.NotProved, last.Size, e.Message);
            }
        }
        var answer = Cosign(new(last.Size, [.. proof], log.Note));
        if (answer is WitnessAnswer.Cosigned cosigned) log.Cosign(cosigned.Lines, _time);
        return answer;
    }

    /// <summary>Compares, records and signs while no other process of this witness can.</summary>
    private WitnessAnswer CosignHeld(WitnessRequest request, Checkpoint checkpoint)
    {
        var (head, last) = (checkpoint.Head, _state.Last(checkpoint.Origin));
        if (request.OldSize != last.Size)
            return Refuse(WitnessRefusal.Conflict, last.Size, $"this witness saw {last.Size} entries of "
                + $"{checkpoint.Origin}, "
                + $"the request begins at {request.OldSize}: ask again from {last.Size}");
        var proved = last.Size == 0
            ? request.Proof.IsEmpty && (head.Size > 0 || head == TreeHead.Empty)
            : TreeVerifier.Extends(last, head, request.Proof);
        if (!proved)
            return Refuse(WitnessRefusal.NotProved, last.Size, $"{checkpoint.Origin} is not proved to begin with the "
                + $"{last.Size} entries that this witness saw, root {last.Root}: send the proof from there; "
                + "if there is none, the history was rewritten");
        var (now, before) = (_time.GetUtcNow().ToUnixTimeSeconds(), _state.LastTime());
        if (now < before)
            return Refuse(WitnessRefusal.ClockBehind, last.Size, $"the clock says {now} s since 1970, this witness "
                + $"cosigned at {before}: set the clock, then ask again");
        _state.Save(checkpoint, now);
        return new WitnessAnswer.Cosigned([.. _signers.Select(s => s.Sign(request.Note.Text, now))]);
    }

    private static WitnessAnswer.Refused Refuse(WitnessRefusal reason, long recorded, string why) =>
        new(reason, recorded, why);
}
