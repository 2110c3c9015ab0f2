using CsCheck;
using Spectre.Console;

namespace Jaram.Cli.Tests.Speaking;

public sealed class HelpPageTests
{
    private static readonly string[] _verbs = ["", "demo", "new", "raise", "chat", "complete"];

    [Theory]
    [InlineData(Tongue.English)]
    [InlineData(Tongue.Korean)]
    public void Every_page_fits_a_terminal_of_eighty_columns(object tongue) =>
        Assert.All(_verbs, verb => Assert.All(Page((Tongue)tongue, verb), line =>
            Assert.True(line.GetCellWidth() <= 80 && line == line.TrimEnd(), line)));

    [Theory]
    [InlineData(Tongue.English)]
    [InlineData(Tongue.Korean)]
    public void Every_page_begins_with_examples(object tongue) =>
        Assert.All(_verbs, verb => Assert.StartsWith("  jaram ", Page((Tongue)tongue, verb)[1], StringComparison.Ordinal));

    [Fact]
    public void A_wrapped_text_keeps_its_words_and_its_columns() =>
        Gen.Select(Gen.OneOfConst("a", "길", "마을", "village").Array[1, 30], Gen.Int[8, 40]).Sample((words, columns) =>
        {
            var lines = HelpPage.Wrap(string.Join(' ', words), columns).ToList();
            return string.Join(' ', lines) == string.Join(' ', words)
                && lines.All(line => line.GetCellWidth() <= columns);
        });

    private static string[] Page(Tongue tongue, string verb)
    {
        var desk = Desks.Of(tongue) with { Screen = new(false, false, 80) };
        Assert.Equal(0, Reception.Run(desk, Program.Commands(desk), verb == "" ? ["--help"] : [verb, "--help"]));
        return desk.Out.ToString()!.Split('\n');
    }
}
