using System.Text;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Tests.Forgeries;

namespace Jaram.Ledger.Tests.Growth;

public sealed class GrowthHistoryTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var model = ToyRun.Honest(2);
        foreach (var entry in model.Entries)
        {
            var statement = entry.ToRecord().ToStatement(entry.Time);
            var read = GrowthEntry.Decode(entry.Index, statement);
            Assert.Equal((entry.Index, entry.Time, entry.GetType()), (read.Index, read.Time, read.GetType()));
            Assert.Equal(statement, read.ToRecord().ToStatement(read.Time));
        }
    }

    [Theory]
    [InlineData("https://jaram.invalid/ledger/plan/v2", "{}", "is of type")]
    [InlineData("https://jaram.invalid/ledger/song/v1", "{}", "is of type")]
    [InlineData("https://jaram.invalid/ledger/rewound/v1", "{\"time\":\"2026-01-01T00:00:00Z\"}", "record")]
    [InlineData("https://jaram.invalid/ledger/rewound/v1", "{\"time\":\"2026-01-01T00:00:00+00:00\",\"record\":{"
        + "\"from\":1,\"to\":0,\"batches\":1,\"why\":\"\",\"more\":1}}", "more")]
    [InlineData("https://jaram.invalid/ledger/rewound/v1", "null", "null")]
    public void What_another_jaram_wrote_is_refused_in_one_line(string type, string predicate, string says)
    {
        var statement = "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[],\"predicateType\":\"" + type
            + "\",\"predicate\":" + predicate + "}";
        var refused = Assert.Throws<LedgerException>(() => GrowthEntry.Decode(7, Encoding.UTF8.GetBytes(statement)));
        Assert.Contains("entry 7", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_missing_parent_is_told_with_both_names()
    {
        var model = ToyRun.Honest(2);
        var child = model.Versions[2];
        model.Entries.RemoveAt((int)model.Versions[1].Index);
        var missing = Assert.Throws<LedgerException>(() => model.History.ParentOf(child));
        Assert.Contains(child.Version.Version.ToString(), missing.Message, StringComparison.Ordinal);
        Assert.Contains(child.Version.Parents[0].ToString(), missing.Message, StringComparison.Ordinal);
    }
}
