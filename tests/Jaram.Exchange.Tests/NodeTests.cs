using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Jaram.Exchange.Exporting;

namespace Jaram.Exchange.Tests;

/// <summary>Other people's readers must find in our files what we put there.</summary>
public sealed class NodeTests
{
    private static readonly string _node = Checkout.At("tests/node");

    [Fact]
    public void Hugging_face_s_reader_of_gguf_finds_the_same_keys_and_tensors()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(_node, "node_modules", "@huggingface", "gguf")),
            "Needs Node's packages: run `npm ci` in tests/node.");
        using var folder = new TemporaryFolder();
        foreach (var (name, type) in new[] { ("llama", GgufType.F32), ("deepseek-v3", GgufType.BF16), ("qwen3", GgufType.F16) })
        {
            var path = folder[name + ".gguf"];
            GgufFile.Write(path, RoundTripTests.Exported(Sample.All[name], Format.Gguf), type, name);
            using var file = GgufReader.Open(path);
            var found = Run("check-gguf.mjs", path);
            Assert.Equal(Listed(file), found);
        }
    }

    private static string Listed(GgufReader file)
    {
        var lines = file.Metadata.Keys.Select(key => file.Metadata[key] is Array list
                ? $"{key} {list.Length}" : $"{key} {JsonSerializer.Serialize(file.Metadata[key])}")
            .Concat(file.Tensors.Select(t => $"{t.Name} {(int)t.Type} {string.Join(' ', t.Shape.Reverse())}"));
        return string.Join('\n', lines.Where(line => !line.StartsWith("tokenizer.chat_template", Ordinal)
            && !line.Contains("epsilon", Ordinal))) + "\n";
    }

    private static string Run(string script, string argument)
    {
        var start = new ProcessStartInfo("node", [script, argument])
        {
            WorkingDirectory = _node, RedirectStandardOutput = true,
        };
        try
        {
            using var node = Process.Start(start)!;
            var output = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            Assert.True(node.ExitCode == 0, output);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Needs Node 20 or later on the path; then run `npm ci` in tests/node.");
            throw;
        }
    }
}
