using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Jaram.Cli.Tests;

public sealed class ServeVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-serve-").FullName;

    /// <summary>A server that does not end must not hold up the tests for ever.</summary>
    private readonly CancellationToken _patience = new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_raised_model_is_served_until_it_is_told_to_end()
    {
        Raise("m");
        using var serving = CommandLine.Begin(_folder, "serve", "m", "--port", "0", "--threads", "1", "--json");
        var told = JsonDocument.Parse((await serving.StandardOutput.ReadLineAsync(_patience))!).RootElement;
        Assert.Equal(("m", 2), (told.GetProperty("model").GetString(), told.GetProperty("step").GetInt32()));
        Assert.StartsWith("try: curl http://127.0.0.1:", await serving.StandardError.ReadLineAsync(_patience),
            StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new(told.GetProperty("address").GetString()!) };
        using var answer = await client.PostAsync("/v1/chat/completions", JsonContent.Create(new
            { model = "m", max_tokens = 3, messages = new[] { new { role = "user", content = "마을" } } }), _patience);
        Assert.Equal(3, (await answer.Content.ReadFromJsonAsync<JsonElement>(_patience)).GetProperty("usage")
            .GetProperty("completion_tokens").GetInt32());

        var port = client.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Fails(2, "is in use; choose another", "serve", "m", "--port", port);
        using (Process.Start("kill", ["-TERM", $"{serving.Id}"])) await serving.WaitForExitAsync(_patience);
        Assert.Equal((0, "", ""), (serving.ExitCode, await serving.StandardOutput.ReadToEndAsync(_patience),
            await serving.StandardError.ReadToEndAsync(_patience)));
    }

    [Fact]
    public void What_cannot_be_served_is_told_in_one_line()
    {
        Fails(2, "is no model, design.json is missing", "serve", "nowhere");
        Fails(2, "--host must be an address", "serve", "nowhere", "--host", "example");
        Fails(3, "the file of keys cannot be read", "serve", "nowhere", "--keys", "none");
        Assert.Equal(0, CommandLine.Run(_folder, "new", "m", "--design", Tiny).Code);
        Fails(2, "has no version that verifies; run: jaram raise", "serve", "m");
        Raise("m");
        Fails(2, "0.0.0.0 can be reached by others, and there are no keys", "serve", "m", "--host", "0.0.0.0", "--port", "0");
        var design = Path.Combine(_folder, "m", "design.json");
        File.WriteAllText(design, File.ReadAllText(design).Replace("\"hidden\": ", "\"hidden\": 1", StringComparison.Ordinal));
        Fails(3, "take weights of this design", "serve", "m", "--port", "0");
    }

    private static string Tiny => Path.Combine(AppContext.BaseDirectory, "tiny.json");

    private void Raise(string name)
    {
        if (!Directory.Exists(Path.Combine(_folder, name)))
            Assert.Equal(0, CommandLine.Run(_folder, "new", name, "--design", Tiny).Code);
        Assert.Equal(0, CommandLine.Run(_folder, "raise", name, "--steps", "2").Code);
    }

    private void Fails(int code, string says, params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Equal((code, "", 1), (outcome.Code, outcome.Data, outcome.Messages.Trim().Split('\n').Length));
    }
}
