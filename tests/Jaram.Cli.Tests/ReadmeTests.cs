using System.Text.RegularExpressions;

namespace Jaram.Cli.Tests;

public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ko.md")]
    public void Its_commands_are_understood(string file)
    {
        var lines = Command().Matches(File.ReadAllText(Path.Combine(CommandLine.Root, file)))
            .Select(match => match.Groups[1].Value)
            .Where(line => !line.StartsWith("publish ", StringComparison.Ordinal))      // the checkout's own script
            .ToList();
        Assert.True(lines.Count >= 5, $"{file} shows {lines.Count} commands");
        Assert.All(lines, Understood);
    }

    [Fact]
    public void The_examples_of_help_are_understood() =>
        Assert.All(Verbs(Desks.Of(Tongue.English)).SelectMany(verb => verb.Examples), line => Understood(line["jaram ".Length..]));

    [Fact]
    public void Both_languages_have_the_same_verbs_and_options() =>
        Assert.Equal(Names(Desks.Of(Tongue.English)), Names(Desks.Of(Tongue.Korean)));

    [Fact]
    public void Every_option_says_what_it_does_in_both_languages() =>
        Assert.All(Verbs(Desks.Of(Tongue.English)).Zip(Verbs(Desks.Of(Tongue.Korean))), pair =>
        {
            Assert.Matches(Hangul(), pair.Second.Description);
            Assert.All(pair.First.Options.Zip(pair.Second.Options), option =>
            {
                Assert.False(string.IsNullOrEmpty(option.First.Description), option.First.Name);
                Assert.DoesNotMatch(Hangul(), option.First.Description);
                Assert.Matches(Hangul(), option.Second.Description);
            });
        });

    private static void Understood(string line)
    {
        var words = Word().Matches(line.Split(['<', '>'])[0]).Select(match => match.Value.Trim('"', '\'')).ToArray();
        var parsed = Reception.Parse(Program.Commands(Desks.Of(Tongue.English)), words);
        Assert.True(parsed.Errors.Count == 0, $"{line}: {string.Join(" ", parsed.Errors)}");
    }

    private static IEnumerable<Verb> Verbs(Desk desk) => Program.Commands(desk).Subcommands.OfType<Verb>();

    private static IEnumerable<string> Names(Desk desk) =>
        Verbs(desk).SelectMany(verb => verb.Options.Select(option => $"{verb.Name} {option.Name}"));

    [GeneratedRegex(@"^\./jaram (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex("[가-힣]")]
    private static partial Regex Hangul();
}
