using Jaram.Tokenizers.Tests;

namespace Jaram.Server.Tests;

public sealed class NodeClientTests
{
    [Fact]
    public async Task OpenAIs_client_for_JavaScript_is_served()
    {
        Node.Package("openai");
        await using var tiny = await TinyServer.StartAsync();
        var (code, output) = await Task.Run(() => Node.Run("check-server.mjs", tiny.Server.Address.ToString()));
        Assert.True(code == 0, output);
        Assert.Contains(" 0 differences", output, StringComparison.Ordinal);
        while (tiny.Model.Load != (0, 0)) await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
