using System.Diagnostics;
using System.Net;
using System.Text;

namespace Jaram.Server.Tests;

/// <summary>Many callers at once, half of whom go away.</summary>
public sealed class SoakTests
{
    [Fact]
    public Task Five_seconds_of_64_streams_leave_nothing_behind() => SoakAsync(TimeSpan.FromSeconds(5));

    [Fact(Explicit = true)]
    public Task Two_minutes_of_64_streams_leave_nothing_behind() => SoakAsync(TimeSpan.FromMinutes(2));

    private static async Task SoakAsync(TimeSpan time)
    {
        await using var tiny = await TinyServer.StartAsync();
        var watch = Stopwatch.StartNew();
        var (whole, left) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (var round = 0; watch.Elapsed < time; round++)
                if (caller % 2 == 0)
                {
                    Assert.EndsWith("data: [DONE]\n\n", await (await StreamAsync(caller, round, 30)).Content.ReadAsStringAsync(),
                        StringComparison.Ordinal);
                    Interlocked.Increment(ref whole);
                }
                else
                {
                    using var response = await StreamAsync(caller, round, 1500);
                    await using var stream = await response.Content.ReadAsStreamAsync();
                    _ = await stream.ReadAsync(new byte[1 + round % 300]);
                    Interlocked.Increment(ref left);
                }
        }));
        Assert.True(whole >= 32 && left >= 32, $"{whole} whole, {left} left");
        for (watch.Restart(); tiny.Model.Load != (0, 0) && watch.Elapsed < TimeSpan.FromSeconds(10);) await Task.Delay(5);
        Assert.Equal((0, 0), tiny.Model.Load);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{whole} whole, {left} left"));

        async Task<HttpResponseMessage> StreamAsync(int caller, int round, int tokens)
        {
            var response = await tiny.Client.SendAsync(new(HttpMethod.Post, "/v1/chat/completions")
            {
                Content = new StringContent("{\"model\": \"tiny\", \"stream\": true, \"messages\": [{\"role\": \"user\", "
                    + $"\"content\": \"caller {caller} round {round}\"}}], \"max_tokens\": {tokens}}}", Encoding.UTF8, "application/json"),
            }, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return response;
        }
    }
}
