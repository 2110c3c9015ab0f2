namespace Jaram.Cli.Tests.Speaking;

public sealed class TongueChoiceTests
{
    [Theory]
    [InlineData(Tongue.Korean, "ko_KR.UTF-8")]
    [InlineData(Tongue.English, "en_GB.UTF-8")]
    [InlineData(Tongue.English, null)]
    [InlineData(Tongue.English, "ko_KR.UTF-8", "--lang", "en")]
    [InlineData(Tongue.Korean, "en_GB.UTF-8", "--lang=ko")]
    [InlineData(Tongue.English, "en_GB.UTF-8", "raise", "--lang")]
    [InlineData(Tongue.English, null, "demo", "--languages", "ko,ar")]
    public void The_command_line_speaks_before_the_system(object tongue, string? lang, params string[] arguments) =>
        Assert.Equal(tongue, TongueChoice.Of(arguments, name => name == "LANG" ? lang : null));
}
