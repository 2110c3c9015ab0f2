using Jaram.Cli.History;

namespace Jaram.Cli.Tests.History;

public sealed class VersionRefTests
{
    private static readonly Lives _life = Lives.Eventful();

    [Theory]
    [InlineData("newest", 9)]
    [InlineData("newest~", 8)]
    [InlineData("newest~2", 6)]
    [InlineData("newest~3", 2)]
    [InlineData("@6", 4)]
    [InlineData("step 6", 4)]
    [InlineData("Step-6~1", 3)]
    [InlineData("@4", 9)]
    [InlineData("@2", 6)]
    public void A_word_means_an_entry(string word, long entry) => Assert.Equal(entry, Find(word));

    [Fact]
    public void So_does_the_start_of_a_name_in_any_case()
    {
        var made = _life.History.Versions[3];
        var name = made.Version.Version.ToString();
        Assert.Equal(made.Index, Find(name));
        Assert.Equal(made.Index, Find(name[..4].ToUpperInvariant()));
        Assert.Equal(made.Index - 1, Find(name[..12] + "~"));
    }

    [Theory]
    [InlineData("@5", "the nearest is @4")]
    [InlineData("6", "write @6")]
    [InlineData("newst", "Did you mean newest?")]
    [InlineData("", "is no version")]
    [InlineData("@x", "is no version")]
    [InlineData("newest~99", "behind the first")]
    [InlineData("newest~999999999999", "is no version")]
    [InlineData("\e[31mred", "\\u001b[31mred")]
    [InlineData("ffffffffffffffff", "is no version")]
    public void Anything_else_is_told_what_to_write(string word, string says) =>
        Assert.Contains(says, Assert.Throws<MisuseException>(() => Find(word)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_start_that_two_share_is_no_name()
    {
        var life = new Lives().Plan(0, 400, "many", "one").Born();
        for (var step = 1; step <= 400; step++) life.Raised(step, 3);
        var names = life.History.Versions.Select(made => made.Version.Version.ToString()).ToList();
        var shared = names.GroupBy(name => name[..4]).First(group => group.Count() > 1).Key;
        var refusal = Assert.Throws<MisuseException>(() => Find(shared, life));
        Assert.Contains("write more digits", refusal.Message, StringComparison.Ordinal);
    }

    private static long Find(string word, Lives? life = null) =>
        new VersionRef(Desks.Of(Tongue.English), (life ?? _life).History).Find(word).Index;
}
