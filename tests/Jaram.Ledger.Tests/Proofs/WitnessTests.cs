using System.Collections.Immutable;
using System.Text;

namespace Jaram.Ledger.Tests.Proofs;

public sealed class WitnessTests
{
    private const string State = "/witness";
    private static readonly Signer[] _own =
        [Sample.Ed(50).ForWitness("w.example"), Sample.Ml(51).ForWitness("w.example")];
    private readonly SetClock _clock = new(1_000_000);
    private readonly MemoryDisk _disk = new();

    [Fact]
    public void A_log_on_a_stick_is_witnessed_again_and_again_as_it_grows()
    {
        var log = Log();
        var policy = Policy.Parse(Encoding.UTF8.GetBytes($"log {Sample.Both[0].Verifier}\nwitness e "
            + $"{_own[0].Verifier}\n"
            + $"witness m {_own[1].Verifier}\ngroup both all e m\nquorum both\n"), "policy");
        for (var size = 1; size < 600; size += 149)
        {
            log = TileLog.Open("/log", _disk, Sample.Both.Keys());
            log.Append(Sample.Entries(log.Head.Size, size), Sample.Both, _clock);
            Assert.IsType<WitnessAnswer.Cosigned>(Witness().Attend("/log"));
            Assert.Equal(log.Head, Witness().LastSeen(Sample.Origin));
            Assert.IsType<WitnessAnswer.Cosigned>(Witness().Attend("/log")); // twice: no second line
            var seen = TileLog.Open("/log", _disk, [.. Sample.Both.Keys(), .. _own.Keys()]);
            Assert.Equal(4, seen.Note.Signatures.Length);
            Assert.Equal(["e", "m"], LogProof.Parse(seen.Prove(size - 1).ToBytes(), "p")
                .Verify(Sample.Entry(size - 1).Span, policy, "p").Witnesses);
            Assert.Empty(TileLog.Verify("/log", _disk, [.. Sample.Both.Keys(), .. _own.Keys()]));
            _clock.Seconds++;
        }
    }

    [Fact]
    public void A_request_as_text_comes_back_and_is_answered_with_lines_that_verify()
    {
        var log = Log(40);
        Cosigned(Witness().Cosign(new(0, [], log.Note)));
        var last = log.Head;
        log.Append(Sample.Entries(40, 90), Sample.Both, _clock);
        var request = new WitnessRequest(40, [.. log.ProveExtends(last)], log.Note);
        var again = WitnessRequest.Parse(request.ToBytes(), "r");
        Assert.Equal(request.ToBytes(), again.ToBytes());
        var lines = Cosigned(Witness().Cosign(again));
        Assert.Equal(_own.Keys(), (log.Note with { Signatures = lines }).Verify(_own.Keys(), "n"));
    }

    [Fact]
    public void Each_refusal_has_its_reason_and_leaves_the_memory_alone()
    {
        var log = Log(40);
        Cosigned(Witness().Cosign(new(0, [], log.Note)));
        var (at40, old) = (log.Head, log.Note);
        log.Append(Sample.Entries(40, 90), Sample.Both, _clock);
        var proof = log.ProveExtends(at40);
        var stranger = new Checkpoint("example.org/other", log.Head).ToText();
        var own = Sample.Ed(1).ForLog("example.org/other").Sign(stranger, 0);
        Refused(404, 0, new(40, [.. proof], new(stranger, [own])));
        Refused(403, 0, new(40, [.. proof], log.Note with { Signatures = [_own[0].Sign(log.Note.Text, 0)] }));
        Refused(403, 0, new(40, [.. proof], log.Note with { Text = log.Note.Text.Replace("90", "91", Ordinal) }));
        Refused(400, 0, new(91, [.. proof], log.Note));
        Refused(409, 40, new(0, [], log.Note));
        Refused(409, 40, new(41, [.. proof], log.Note));
        Refused(422, 40, new(40, [.. proof.Skip(1)], log.Note));
        Refused(422, 40, new(40, [.. proof, TreeHash.Empty], log.Note));
        Refused(422, 40, new(40, [], Resigned(new(40, TreeHash.Empty)))); // same size, other root
        Refused(422, 40, new(40, [.. proof], Resigned(new(90, TreeHash.Empty))));
        Refused(422, 40, new(40, [TreeHash.Empty], old)); // same head, yet a proof
        Assert.Equal(at40, Witness().LastSeen(Sample.Origin));
        Cosigned(Witness().Cosign(new(40, [.. proof], log.Note)));
        Refused(400, 0, new(90, [], old)); // an older head, once a newer was seen
        Refused(409, 90, new(40, [], old));
    }

    [Fact]
    public void A_log_never_seen_needs_no_proof_and_may_bring_none()
    {
        Refused(422, 0, new(0, [TreeHash.Empty], Log(3).Note));
        Refused(422, 0, new(0, [], Resigned(new(0, Sample.Leaves(1)[0]))));
        Cosigned(Witness().Cosign(new(0, [], Resigned(TreeHead.Empty))));
        Cosigned(Witness().Cosign(new(0, [], Log2().Note)));
    }

    [Fact]
    public void A_clock_that_went_back_is_refused_also_for_another_log()
    {
        var log = Log(3);
        Cosigned(Witness().Cosign(new(0, [], log.Note)));
        _clock.Seconds -= 10;
        var refused = Refused(503, 3, new(3, [], log.Note));
        Assert.Contains("the clock says 999990 s since 1970, this witness cosigned at 1000000: set the "
            + $"clock", refused, Ordinal);
        Refused(503, 0, new(0, [], Log2().Note));
        _clock.Seconds += 10;
        Cosigned(Witness().Cosign(new(3, [], log.Note))); // the same second will do
    }

    [Fact]
    public void A_log_that_was_rewritten_or_cut_back_is_not_attended()
    {
        Log(40);
        Assert.IsType<WitnessAnswer.Cosigned>(Witness().Attend("/log"));
        _disk.DeleteFolder("/log");
        Log(30);
        Refused(409, 40, Witness().Attend("/log"), "has 30 entries, this witness saw 40");
        _disk.DeleteFolder("/log");
        Log().Append([.. Sample.Entries(1, 60)], Sample.Both, _clock);
        Refused(422, 40, Witness().Attend("/log"), "had another history at 40 entries");
        Assert.Equal(2, TileLog.Open("/log", _disk, []).Note.Signatures.Length); // no line was added
    }

    [Fact]
    public void A_damaged_memory_stops_the_witness()
    {
        var log = Log(3);
        Cosigned(Witness().Cosign(new(0, [], log.Note)));
        var file = Assert.Single(_disk.Files.Keys, f => f.StartsWith(State, Ordinal));
        var bytes = _disk.Files[file];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.StartsWith(file, Sample.Line(() => Witness().Cosign(new(3, [], log.Note))), Ordinal);
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_log_s_key_cannot_witness() =>
        Assert.Contains("a witness signs with 0x04 or 0x06", Sample.Line(
            () => _ = new Witness(State, [], Sample.One, _disk, _clock)), Ordinal);

    [Fact]
    public void After_any_power_cut_the_witness_remembers_what_it_answered()
    {
        var syncs = 0;
        Answer(new CutsPower(-1), cut => syncs = cut.Syncs);
        Assert.True(syncs > 5);
        for (var k = 0; k < syncs; k++)
        {
            var forgot = false;
            Answer(new CutsPower(k), cut => forgot |= cut.Forgot);
            // the state folder's parent is synced again by each new process: the second time in vain
            if (!forgot) Assert.Equal(3, k);
        }
        Answer(new CutsPower(-1), cut => Assert.False(cut.Forgot));
    }

    private void Answer(CutsPower disk, Action<CutsPower> look)
    {
        var source = Log(3);
        disk.SyncFolder("/");
        disk.Begun = true;
        for (var round = 0; round < 2; round++)
        {
            var witness = new Witness(State, Sample.Both.Keys(), _own[..1], disk, _clock);
            var last = witness.LastSeen(Sample.Origin);
            Cosigned(witness.Cosign(new(last.Size, [.. source.ProveExtends(last)], source.Note)));
            for (var names = 0; names <= disk.PendingNames; names++)
            {
                var left = disk.Crash(file => file.Durable, folder => Math.Min(names, folder.Pending.Count));
                disk.Forgot |= Seen(left) != source.Head;
            }
            source.Append(Sample.Entries(source.Head.Size, source.Head.Size + 2), Sample.Both, _clock);
        }
        look(disk);
        _disk.DeleteFolder("/log");
    }

    private TreeHead? Seen(SimulatedDisk left)
    {
        try { return new Witness(State, [], _own, left, _clock).LastSeen(Sample.Origin); }
        catch (LedgerException) { return null; } // damaged
    }

    private Witness Witness() => new(State, [.. Sample.Both.Keys(), Sample.Ed(9).ForLog("example.org/second").Verifier],
        _own, _disk, _clock);

    private TileLog Log(int size = 0)
    {
        var log = TileLog.Create("/log", Sample.Both, _disk, _clock);
        log.Append(Sample.Entries(0, size), Sample.Both, _clock);
        return log;
    }

    private TileLog Log2() => TileLog.Create(
        $"/second{_disk.Folders.Count}", [Sample.Ed(9).ForLog("example.org/second")], _disk, _clock);

    private static Note Resigned(TreeHead head)
    {
        var text = new Checkpoint(Sample.Origin, head).ToText();
        return new(text, [Sample.Both[0].Sign(text, 0)]);
    }

    private static ImmutableArray<NoteSignature> Cosigned(WitnessAnswer answer) =>
        Assert.IsType<WitnessAnswer.Cosigned>(answer).Lines;

    private string Refused(int status, long recorded, WitnessRequest request) =>
        Refused(status, recorded, Witness().Cosign(request), "");

    private static string Refused(int status, long recorded, WitnessAnswer answer, string why)
    {
        var refused = Assert.IsType<WitnessAnswer.Refused>(answer);
        Assert.Equal((status, recorded), ((int)refused.Reason, refused.RecordedSize));
        Assert.DoesNotContain('\n', refused.Why);
        Assert.Contains(why, refused.Why, Ordinal);
        return refused.Why;
    }

    private sealed class CutsPower(int dropped) : SimulatedDisk
    {
        public bool Begun { get; set; }

        public bool Forgot { get; set; }

        public int Syncs { get; private set; }

        public override void Sync(Stream file) { if (!IsDropped()) base.Sync(file); }

        public override void SyncFolder(string path) { if (!IsDropped()) base.SyncFolder(path); }

        private bool IsDropped() => Begun && Syncs++ == dropped;
    }
}
