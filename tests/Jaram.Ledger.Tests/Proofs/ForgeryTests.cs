using System.Text;

namespace Jaram.Ledger.Tests.Proofs;

/// <summary>Twelve ways to forge a ledger, each many times over, against an evaluator who holds the log's public keys,
/// a
/// head seen earlier and the policy that a witness must have seen it.</summary>
public sealed class ForgeryTests(ITestOutputHelper output)
{
    private static readonly SetClock _clock = new(1_000);
    private static readonly Signer _witnessKey = Sample.Ed(70).ForWitness("w.example");
    private static readonly Policy _policy = Policy.Parse(Encoding.UTF8.GetBytes(
        $"log {Sample.One[0].Verifier}\nwitness w {_witnessKey.Verifier}\nquorum w\n"), "policy");

    private static readonly (string Name, Func<World, MemoryDisk> Forge)[] _forgeries =
    [
        ("edit an entry", w => w.Rewritten(e => e[w.Pick(e)] = "edited")),
        ("drop an entry", w => w.Rewritten(e => e.RemoveAt(w.Pick(e)))),
        ("insert an entry", w => w.Rewritten(e => e.Insert(w.Pick(e), "inserted"))),
        ("reorder entries", w => w.Rewritten(e => (e[0], e[w.Seen - 1]) = (e[w.Seen - 1], e[0]))),
        ("truncate", w => w.Rewritten(e => e.RemoveRange(w.Seen - 1, e.Count - w.Seen + 1))),
        ("show an older head", w => w.Older()),
        ("show a fork", w => w.Rewritten(e =>
        {
            e.RemoveRange(w.Seen - 1, e.Count - w.Seen + 1);
            e.AddRange(["f", "g"]);
        })),
        ("sign with another key", w => w.Changed("checkpoint", _ => w.SignedBy(Sample.Ed(71).ForLog(Sample.Origin)))),
        ("swap a tile", w => w.Changed(w.TilePath(), bytes => [.. bytes.Reverse()])),
        ("take another "
            + $"origin", w => w.Changed("checkpoint", _ => w.SignedBy(Sample.Ed(1).ForLog("example.org/other")))),
        ("collide with the key's name and id", w => w.Changed("checkpoint", _ => w.SignedBy(Sample.Ed(71)
            .ForLog(Sample.Origin), Sample.One[0].Verifier.Id))),
        ("write the root in loose Base64", w => w.Changed("checkpoint", bytes =>
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes) is var text && text.IndexOf("=\n", Ordinal) is var at
                ? text[..(at - 1)] + (char)(text[at - 1] + 1) + text[at..] : ""))),
    ];

    [Fact]
    public void Every_forgery_is_caught_and_no_honest_ledger_is_accused()
    {
        var rounds = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JARAM_LONG")) ? 100 : 1_000;
        for (var seed = 0; seed < rounds; seed++)
        {
            var world = new World(seed);
            Assert.Null(Accusation(world, world.Honest));
            foreach (var (name, forge) in _forgeries)
                Assert.True(Accusation(world, forge(world)) is not null, $"{name}, seed {seed}");
        }
        output.WriteLine($"{rounds * _forgeries.Length} forgeries caught, {rounds} honest ledgers passed");
    }

    /// <summary>A witness that saw one fork cosigns no other, so that of two histories only one has a quorum of 2 of 3.
    /// </summary>
    [Fact]
    public void Two_histories_never_both_find_two_of_three_witnesses()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var disk = new MemoryDisk();
            var logs = new[] { "/a", "/b" };
            foreach (var log in logs)
                TileLog.Create(log, Sample.One, disk, _clock).Append(
                    [Sample.Entry(1), Encoding.UTF8.GetBytes(log), Sample.Entry(random.Next())], Sample.One, _clock);
            var votes = new Dictionary<string, int> { ["/a"] = 0, ["/b"] = 0 };
            for (var w = 0; w < 3; w++)
            {
                foreach (var log in logs.OrderBy(_ => random.Next()))
                {
                    var key = Sample.Ed(80 + w).ForWitness("w");
                    var witness = new Witness($"/w{w}", Sample.One.Keys(), [key], disk, _clock);
                    if (witness.Attend(log) is WitnessAnswer.Cosigned) votes[log]++;
                }
            }
            Assert.Equal(3, votes.Values.Sum());
            Assert.Single(votes.Values, v => v >= 2);
        }
    }

    /// <summary>What the evaluator says against a ledger; null if nothing.</summary>
    private static string? Accusation(World world, MemoryDisk disk)
    {
        try
        {
            if (TileLog.Verify("/log", disk, Sample.One.Keys()) is [var fault, ..]) return fault.Why;
            var log = TileLog.Open("/log", disk, Sample.One.Keys());
            _policy.Check(log.Note, "checkpoint");
            log.ProveExtends(world.SeenHead);
            return null;
        }
        catch (LedgerException e)
        {
            return e.Message;
        }
    }

    /// <summary>An honest ledger, the head that the evaluator saw, and its owner's means: all keys but the witness'.
    /// </summary>
    private sealed class World
    {
        private readonly Random _random;
        private readonly List<string> _entries;
        private readonly MemoryDisk _before;

        public World(int seed)
        {
            _random = new(seed);
            Seen = _random.Next(3, 300);
            _entries = [.. Enumerable.Range(0, Seen + _random.Next(1, 40)).Select(i => $"{seed}.{i}")];
            _before = Made(_entries[..(Seen - 1)]);
            SeenHead = TileLog.Open("/log", Made(_entries[..Seen]), []).Head;
            Honest = Made(_entries);
            new Witness("/w", Sample.One.Keys(), [_witnessKey], Honest, _clock).Attend("/log");
        }

        public int Seen { get; }

        public TreeHead SeenHead { get; }

        public MemoryDisk Honest { get; }

        public int Pick(List<string> entries) => _random.Next(Math.Min(Seen, entries.Count));

        public MemoryDisk Rewritten(Action<List<string>> change)
        {
            List<string> entries = [.. _entries];
            change(entries);
            // even with a witness that was fooled or bribed, what the evaluator saw before convicts
            var disk = Made(entries);
            new Witness("/w", Sample.One.Keys(), [_witnessKey], disk, _clock).Attend("/log");
            return disk;
        }

        public MemoryDisk Older()
        {
            var disk = _before.Copy();
            new Witness("/w", Sample.One.Keys(), [_witnessKey], disk, _clock).Attend("/log");
            return disk;
        }

        public MemoryDisk Changed(string file, Func<byte[], byte[]> change)
        {
            var disk = Honest.Copy();
            disk.Files[$"/log/{file}"] = change(disk.Files[$"/log/{file}"]);
            return disk;
        }

        public byte[] SignedBy(Signer signer, uint? id = null)
        {
            var note = Note.Parse(Honest.Files["/log/checkpoint"], "c");
            var text = note.Text.Replace(Sample.Origin, signer.Verifier.Name, Ordinal);
            var line = signer.Sign(text, 0);
            line = line with { KeyId = id ?? line.KeyId };
            return (note with { Text = text, Signatures = [line, note.Signatures[^1]] }).ToBytes();
        }

        public string TilePath() => Honest.Files.Keys
            .First(f => f.StartsWith("/log/tile/0/", Ordinal))["/log/".Length..];

        private static MemoryDisk Made(IEnumerable<string> entries)
        {
            var disk = new MemoryDisk();
            TileLog.Create("/log", Sample.One, disk, _clock)
                .Append([.. entries.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e))], Sample.One, _clock);
            return disk;
        }
    }
}
