using System.Text;

namespace Jaram.Ledger.Tests.Proofs;

public sealed class PolicyTests
{
    private static readonly Checkpoint _checkpoint = new(Sample.Origin, new(5, TreeHash.Empty));
    private static readonly Signer[] _witnesses =
    [
        .. Enumerable.Range(0, 4).Select(i => Sample.Ed(10 + i).ForWitness($"w{i}.example")),
        Sample.Ml(20).ForWitness("pq.example"),
    ];

    private static readonly string _head = $"""
        # whom an evaluator trusts
        log {Sample.Both[0].Verifier} https://example.org/log
        log {Sample.Both[1].Verifier}

        witness A	{_witnesses[0].Verifier}
          witness 나 {_witnesses[1].Verifier} https://w1.example
        witness C {_witnesses[2].Verifier}
        witness D {_witnesses[3].Verifier}
        witness Q {_witnesses[4].Verifier}

        """;

    public static TheoryData<string, string, bool> Verdicts => new()
    {
        { "quorum none", "", true },
        { "quorum A", "0", true }, { "quorum A", "1", false }, { "quorum Q", "4", true },
        { "group g 2 A 나 C\nquorum g", "", false }, { "group g 2 A 나 C\nquorum g", "0", false },
        { "group g 2 A 나 C\nquorum g", "02", true }, { "group g 2 A 나 C\nquorum g", "012", true },
        { "group g 2 A 나 C\nquorum g", "034", false },
        { "group g all A 나 C\nquorum g", "01", false }, { "group g all A 나 C\nquorum g", "012", true },
        { "group g any A 나 C\nquorum g", "", false }, { "group g any A 나 C\nquorum g", "2", true },
        { "group x 1 A 나\ngroup y any C D\ngroup z all x y\nquorum z", "01", false },
        { "group x 1 A 나\ngroup y any C D\ngroup z all x y\nquorum z", "13", true },
        { "group x 2 A 나\ngroup z 2 x Q C\nquorum z", "014", true },
        { "group x 2 A 나\ngroup z 2 x Q C\nquorum z", "04", false },
    };

    [Theory, MemberData(nameof(Verdicts))]
    public void A_quorum_is_met_or_not(string quorum, string cosigned, bool met)
    {
        var policy = Read(_head + quorum + "\n");
        var note = Signed([Sample.Both[0], .. cosigned.Select(c => _witnesses[c - '0'])]);
        if (met)
        {
            var verdict = policy.Check(note, "n");
            Assert.Equal(_checkpoint, verdict.Checkpoint);
            Assert.Equal(cosigned.Length, verdict.Witnesses.Length);
        }
        else
        {
            Assert.Contains("its quorum", Sample.Line(() => policy.Check(note, "n")), Ordinal);
        }
    }

    [Fact]
    public void Who_is_missing_is_said() =>
        Assert.Equal("n is cosigned by 나 of p, its quorum \"g\" needs 2 of 3 (A, 나, C): "
            + "have more witnesses cosign it",
            Sample.Line(() => Read(_head + "group g 2 A 나 C\nquorum g\n")
                .Check(Signed([Sample.Both[0], _witnesses[1]]), "n")));

    [Fact]
    public void Without_the_log_s_own_signature_no_witness_counts()
    {
        var policy = Read(_head + "quorum A\n");
        Assert.Contains("is signed by", Sample.Line(() => policy.Check(Signed([_witnesses[0]]), "n")), Ordinal);
        Assert.Equal(["A"], policy.Check(Signed([Sample.Both[1], _witnesses[0]]), "n").Witnesses); // either of its keys
    }

    [Fact]
    public void Another_log_is_refused()
    {
        var other = new Checkpoint("example.org/other", TreeHead.Empty).ToText();
        var note = new Note(other, [Sample.Ed(1).ForLog("example.org/other").Sign(other, 0)]);
        Assert.Contains("is of the log \"example.org/other\", p trusts \"example.org/models/seedling\"",
            Sample.Line(() => Read(_head + "quorum none\n").Check(note, "n")), Ordinal);
    }

    [Fact]
    public void A_false_cosignature_of_a_known_witness_condemns_the_checkpoint()
    {
        var note = Signed([Sample.Both[0], _witnesses[0]]);
        var moved = note.Signatures[1] with { Bytes = note.Signatures[1].Bytes.SetItem(7, 9) }; // another time
        Assert.Contains("is not over this text", Sample.Line(() => Read(_head + "quorum none\n")
            .Check(note with { Signatures = [note.Signatures[0], moved] }, "n")), Ordinal);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "", "has no quorum line" },
        { "quorum none\nquorum none", "is a second quorum line" },
        { "quorum E", "\"E\" is not defined above" },
        { "group g any E\nquorum g", "\"E\" is not defined above" },
        { "group g any g\nquorum g", "\"g\" is not defined above" },
        { "group g any A\ngroup h any A\nquorum h", "\"A\" is in a group already" },
        { "group g any A A\nquorum g", "\"A\" is in a group already" },
        { "group A any 나\nquorum A", "the name \"A\" is taken" },
        { "group none any A\nquorum none", "the name \"none\" is taken" },
        { "group g any none\nquorum g", "\"none\" is not defined above" },
        { "group g 0 A\nquorum g", "\"0\" of 1 members" }, { "group g 2 A\nquorum g", "\"2\" of 1 members" },
        { "group g 01 A\nquorum g", "\"01\" of 1 members" }, { "group g any\nquorum g", "is not understood" },
        { "quorum none extra", "is not understood" }, { "witness E", "is not understood" },
        { "quorum\fnone", "has a control character" },
        { "log x\nquorum none", "is not a public key" },
        { $"log {Sample.Both[0].Verifier}\nquorum none", "is the same key as" },
        { $"log {Sample.Ed(1).ForLog("b").Verifier}\nquorum none", "is the same key as" },
        { $"log {Sample.Ed(30).ForWitness("b").Verifier}\nquorum none", "is a witness' key" },
        { $"witness E {Sample.Ed(10).ForWitness("b").Verifier}\nquorum none", "is the same key as" },
        { $"witness E {Sample.Ed(30).ForLog("b").Verifier}\nquorum none", "a witness' key is of type 0x04 or 0x06" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_policy_that_is_not_understood_is_refused(string lines, string why) =>
        Assert.Contains(why, Sample.Line(() => Read(_head + lines + "\n")), Ordinal);

    [Fact]
    public void Forty_of_each_are_read()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 40; i++)
            text.Append(null, $"log {Sample.Ed(i).ForLog("l").Verifier}\nwitness w{i} "
                + $"{Sample.Ed(i + 100).ForWitness("w").Verifier}\n")
                .Append(null, $"group g{i} any w{i}\n");
        var policy = Read($"{text}quorum g39");
        Assert.Equal(40, policy.Logs.Count);
    }

    private static Policy Read(string text) => Policy.Parse(Encoding.UTF8.GetBytes(text), "p");

    private static Note Signed(IReadOnlyList<Signer> signers)
    {
        var text = _checkpoint.ToText();
        return new(text, [.. signers.Select(s => s.Sign(text, 1000))]);
    }
}
