using System.Text.Json;

namespace Jaram.Cli.Tests;

/// <summary>A tiny model goes out to other formats and comes back.</summary>
public sealed class ExchangeVerbsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-exchange-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_goes_out_and_comes_back_with_every_bit()
    {
        var made = CommandLine.Run(_folder, "new", "m", "--design", Path.Combine(AppContext.BaseDirectory, "field.json"));
        Assert.True(made.Code == 0, made.Messages);
        Assert.Contains("other programs can run this design: jaram export --to hf (llama), gguf (llama)", made.Messages,
            StringComparison.Ordinal);
        Good("raise", "m", "--steps", "2");

        Good("export", "m", "--to", "gguf", "--type", "f32", "--out", "a.gguf");
        Good("import", "a.gguf", "back/m");
        Good("export", "back/m", "--to", "gguf", "--type", "f32", "--out", "b.gguf");
        Assert.Equal(Bytes("a.gguf"), Bytes("b.gguf"));

        Good("export", "m", "--to", "hf", "--type", "f32", "--out", "hf");
        Good("import", "hf", "other/m");
        Assert.Equal(Bytes("back/m/weights.safetensors"), Bytes("other/m/weights.safetensors"));
        Assert.Equal(Bytes("m/tokenizer.json"), Bytes("other/m/tokenizer.json"));

        var told = JsonDocument.Parse(Good("export", "m", "@1", "--to", "gguf", "--type", "q8_0", "--json")).RootElement;
        Assert.Equal(("llama", "q8_0", 1), (told.GetProperty("family").GetString(), told.GetProperty("type").GetString(),
            told.GetProperty("step").GetInt32()));
        Assert.Equal(Bytes("m-q8_0.gguf").Length, told.GetProperty("bytes").GetInt64());
        Refused(2, "m-q8_0.gguf: is there already", "export", "m", "--to", "gguf", "--type", "q8_0");
        Refused(2, "--to hf holds f32 or bf16, got 'q8_0'", "export", "m", "--to", "hf", "--type", "q8_0");
        Refused(2, "back/m: is there already", "import", "a.gguf", "back/m");
    }

    /// <summary>The same vocabulary under names of others: no tokenizer of ours any more.</summary>
    [Fact]
    public void The_tokenizer_of_another_maker_comes_in_and_goes_out_as_it_is()
    {
        var made = CommandLine.Run(_folder, "new", "m", "--design", Path.Combine(AppContext.BaseDirectory, "field.json"));
        Assert.True(made.Code == 0, made.Messages);
        Good("raise", "m", "--steps", "2");
        Good("export", "m", "--to", "hf", "--type", "f32", "--out", "hf");
        string[] files = ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"];
        foreach (var file in files)
            File.WriteAllText(Path.Combine(_folder, "hf", file), File.ReadAllText(Path.Combine(_folder, "hf", file))
                .Replace("<|user|>", "<|im_start|>").Replace("<|end|>", "<|im_end|>"));
        File.Delete(Path.Combine(_folder, "hf/chat_template.jinja"));

        Good("import", "hf", "other");
        Good("export", "other", "--to", "hf", "--type", "f32", "--out", "hf2");
        Assert.All(files, file => Assert.Equal(Bytes($"hf/{file}"), Bytes($"hf2/{file}")));
        Good("export", "other", "--to", "gguf", "--type", "f32", "--out", "other.gguf");
        Good("import", "other.gguf", "third/other");
        Assert.True(File.Exists(Path.Combine(_folder, "third/other/tokenizer.gguf")));
        string[] words = ["--max-tokens", "12", "--temperature", "0", "한국 Korea"];
        var said = Good(["complete", "m", .. words]);                    // it may write a token whose name is another now
        string Said(string model) => Good(["complete", model, .. words])
            .Replace("<|im_start|>", "<|user|>", StringComparison.Ordinal).Replace("<|im_end|>", "<|end|>", StringComparison.Ordinal);
        Assert.Equal(said, Said("other"));
        Assert.Equal(said, Said("third/other"));
        Good("export", "third/other", "--to", "gguf", "--type", "f32", "--out", "third.gguf");
        Assert.Equal(Bytes("other.gguf"), Bytes("third.gguf"));
        Refused(3, "the tokenizer came in a GGUF file", "export", "third/other", "--to", "hf", "--out", "hf3");
    }

    [Fact]
    public void What_cannot_go_out_or_come_in_is_told_in_one_line()
    {
        var made = CommandLine.Run(_folder, "new", "m", "--design", Path.Combine(AppContext.BaseDirectory, "tiny.json"));
        Assert.Contains("no other program can run this design; nearest is llama: embeddingNorm is true", made.Messages,
            StringComparison.Ordinal);
        Refused(2, "embeddingNorm is true: llama has false; write false", "export", "m", "--to", "gguf");
        Refused(2, "is no model", "export", "nowhere", "--to", "hf");
        File.WriteAllBytes(Path.Combine(_folder, "model.bin"), [0x80]);
        Refused(3, "is a pickle, which can run code", "import", "model.bin", "x");
        File.WriteAllBytes(Path.Combine(_folder, "bad.gguf"), "GGUF"u8.ToArray());
        Refused(3, "bad.gguf: the version takes 4 bytes", "import", "bad.gguf", "x");
        Assert.False(Directory.Exists(Path.Combine(_folder, "x")));
    }

    private string Good(params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.True(outcome.Code == 0, $"{string.Join(' ', arguments)}: {outcome.Messages}");
        return outcome.Data;
    }

    private void Refused(int code, string says, params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Single(outcome.Messages.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
    }

    private byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(_folder, file));
}
