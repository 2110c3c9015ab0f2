using System.Text.Json;
using Jaram.Checkpoints;

namespace Jaram.Cli.Tests;

/// <summary>A tiny model is raised by its maker and checked by others, as they do it.</summary>
public sealed class VerifyVerbsTests : IDisposable, IClassFixture<VerifyVerbsTests.Raised>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-verify-").FullName;

    public VerifyVerbsTests(Raised raised) => CommandLine.Copy(raised.Folder, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_life_with_a_revert_is_made_again_whole_and_reaches_the_highest_level()
    {
        Good("revert", "m", "@1");
        Good("raise", "m", "--steps", "2");
        var checkedOnly = Report(Good("verify", "m", "--json"));
        Assert.Empty(checkedOnly.GetProperty("flaws").EnumerateArray());
        Assert.Equal("P0", checkedOnly.GetProperty("level").GetString());

        var replayed = Report(Good("replay", "m", "--all", "--json"));
        Assert.Equal("P5", replayed.GetProperty("level").GetString());
        Assert.Equal(5, replayed.GetProperty("segments").GetInt32());
        Assert.Equal(5, replayed.GetProperty("reproduced").GetInt32());
    }

    [Fact]
    public void One_challenge_draws_the_same_segments_each_time()
    {
        var (first, second) = (CommandLine.Run(_folder, Replay), CommandLine.Run(_folder, Replay));
        Assert.Equal(0, first.Code);
        Assert.Equal(first.Data, second.Data);
        Assert.Contains("challenge 3,11,24: ", first.Messages, StringComparison.Ordinal);
    }

    private static string[] Replay => ["replay", "m", "--segments", "1", "--challenge", "3,11,24", "--json"];

    [Fact]
    public void Two_of_three_witnesses_are_enough_and_one_is_not()
    {
        WritePolicy("maker.policy", Good("log", "m", "--keys"));
        string[] names = ["hill.example", "lake.example", "shore.example"];
        var lines = names.Select(name => By(name, "witness", "--name", name).Data).ToList();
        WritePolicy("all.policy", Good("log", "m", "--keys").Replace("quorum none\n", "", StringComparison.Ordinal)
            + string.Concat(lines) + $"group two 2 {string.Join(' ', names)}\nquorum two\n");

        Assert.Contains("cosigned", By(names[0], "witness", "m", "--policy", "maker.policy").Data, StringComparison.Ordinal);
        var one = By("stranger", "verify", "m", "--policy", "all.policy", "--json");
        Assert.Equal(1, one.Code);
        Assert.Contains("WitnessMissing", Kinds(one));

        Assert.Equal(0, By(names[1], "witness", "m", "--policy", "maker.policy").Code);
        var two = By("stranger", "verify", "m", "--policy", "all.policy", "--json");
        Assert.True(two.Code == 0, two.Data);
        Assert.Equal("P2", Report(two.Data).GetProperty("level").GetString());
    }

    [Fact]
    public void What_was_cosigned_before_the_first_weight_was_drawn_leaves_no_doubt_about_the_order()
    {
        Good("new", "n", "--design", Path.Combine(AppContext.BaseDirectory, "tiny.json"));
        Good("raise", "n", "--commit");
        Assert.Equal(2, CommandLine.Run(_folder, "raise", "n", "--commit").Code);
        WritePolicy("n.policy", Good("log", "n", "--keys"));
        var line = By("w", "witness", "--name", "w.example").Data;
        Assert.Equal(0, By("w", "witness", "n", "--policy", "n.policy").Code);
        File.Copy(Path.Combine(_folder, "n", "ledger", "checkpoint"), Path.Combine(_folder, "kept"));
        Good("raise", "n", "--steps", "1", "--nonce", "3,11,24,28,33,41");
        Assert.Contains("one for life", CommandLine.Run(_folder, "raise", "n", "--steps", "1", "--nonce", "4").Messages,
            StringComparison.Ordinal);
        Assert.Equal(0, By("w", "witness", "n", "--policy", "n.policy").Code);
        WritePolicy("all.policy", Good("log", "n", "--keys").Replace("quorum none", line + "quorum w.example",
            StringComparison.Ordinal));
        var report = Report(Good("verify", "n", "--policy", "all.policy", "--kept", "kept", "--json"));
        var risks = report.GetProperty("risks").EnumerateArray().Select(risk => risk.GetString());
        Assert.Equal(["NotAllReplayed", "ForgottenStart", "TextOfAModel", "NoAtlas"], risks);
    }

    [Fact]
    public void A_file_that_was_changed_after_the_commitment_is_refused_by_raise()
    {
        var recipe = Path.Combine(_folder, "m", "recipe.json");
        File.WriteAllText(recipe, File.ReadAllText(recipe).Replace("\"clipNorm\": 1", "\"clipNorm\": 2", StringComparison.Ordinal));
        var refused = CommandLine.Run(_folder, "raise", "m", "--steps", "1");
        Assert.Equal(2, refused.Code);
        Assert.Contains("put the committed one back", refused.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_witness_refuses_an_older_copy_than_it_saw()
    {
        WritePolicy("maker.policy", Good("log", "m", "--keys"));
        CommandLine.Copy(Path.Combine(_folder, "m", "ledger"), Path.Combine(_folder, "old"));
        Good("raise", "m", "--steps", "1");
        Assert.Equal(0, By("w", "witness", "m", "--policy", "maker.policy", "--name", "w.example").Code);
        var refused = By("w", "witness", "old", "--policy", "maker.policy");
        Assert.Equal(1, refused.Code);
        Assert.Contains("it is an older copy", refused.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_no_key_must_be_told_whose_ledger_it_is()
    {
        var stranger = By("stranger", "verify", "m");
        Assert.Equal(2, stranger.Code);
        Assert.Contains("jaram log MODEL --keys", stranger.Messages, StringComparison.Ordinal);
        var witness = By("w", "witness", "m", "--name", "w.example");
        Assert.Equal(2, witness.Code);
        Assert.Contains("--policy", witness.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bit_in_a_stored_version_is_found_and_its_file_named()
    {
        var pack = Path.Combine(_folder, "m", "versions", "step-00000002", "weights.pack");
        var bytes = File.ReadAllBytes(pack);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(pack, bytes);
        var report = CommandLine.Run(_folder, "verify", "m", "--json");
        Assert.Equal(1, report.Code);
        Assert.Contains("step-00000002", report.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_went_out_are_known_again()
    {
        Good("show", "m", "@2", "--weights", "out.safetensors");
        Assert.Contains("of step 2, to the bit", Good("verify", "m", "--weights", "out.safetensors"),
            StringComparison.Ordinal);
        var path = Path.Combine(_folder, "out.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        var other = CommandLine.Run(_folder, "verify", "m", "--weights", "out.safetensors");
        Assert.Equal(1, other.Code);
        Assert.Contains("is no version of this ledger", other.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_has_the_upper_halves()
    {
        Good("show", "m", "@2", "--weights", "whole.safetensors");
        Good("show", "m", "@2", "--weights", "half.safetensors", "--preview");
        using var whole = SafetensorsReader.Open(Path.Combine(_folder, "whole.safetensors"));
        using var half = SafetensorsReader.Open(Path.Combine(_folder, "half.safetensors"));
        Assert.Equal(whole.Tensors.Select(tensor => tensor.Name), half.Tensors.Select(tensor => tensor.Name));
        foreach (var (full, cut) in whole.Tensors.Zip(half.Tensors))
        {
            Assert.Equal(DType.BF16, cut.DType);
            var upper = whole.Bytes(full, 0).ToArray().Chunk(4).SelectMany(four => four[2..]);
            Assert.Equal(upper, half.Bytes(cut, 0).ToArray());
        }
        Assert.Equal(2, CommandLine.Run(_folder, "show", "m", "@2", "--preview").Code);
    }

    [Fact]
    public void A_changed_recipe_and_a_cut_ledger_are_told_for_what_they_are()
    {
        var kept = Path.Combine(_folder, "kept");
        File.Copy(Path.Combine(_folder, "m", "ledger", "checkpoint"), kept);
        CommandLine.Copy(Path.Combine(_folder, "m", "ledger"), Path.Combine(_folder, "old"));
        Good("raise", "m", "--steps", "1");
        File.Copy(Path.Combine(_folder, "m", "ledger", "checkpoint"), kept, overwrite: true);
        Directory.Delete(Path.Combine(_folder, "m", "ledger"), recursive: true);
        CommandLine.Copy(Path.Combine(_folder, "old"), Path.Combine(_folder, "m", "ledger"));
        Assert.Contains("Truncated", Kinds(CommandLine.Run(_folder, "verify", "m", "--kept", "kept", "--json")));

        var recipe = Path.Combine(_folder, "m", "recipe.json");
        File.WriteAllText(recipe, File.ReadAllText(recipe).Replace("\"clipNorm\": 1", "\"clipNorm\": 2", StringComparison.Ordinal));
        Assert.Contains("ChangedRecipe", Kinds(CommandLine.Run(_folder, "verify", "m", "--json")));
    }

    private Outcome By(string home, params string[] arguments) => CommandLine.RunBy(home, _folder, arguments);

    private void WritePolicy(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static IEnumerable<string> Kinds(Outcome outcome) => Report(outcome.Data).GetProperty("flaws")
        .EnumerateArray().Select(flaw => flaw.GetProperty("kind").GetString()!);

    private static JsonElement Report(string line) => JsonDocument.Parse(line).RootElement;

    private string Good(params string[] arguments) => Good(_folder, arguments);

    private static string Good(string folder, string[] arguments)
    {
        var outcome = CommandLine.Run(folder, arguments);
        Assert.True(outcome.Code == 0, $"{string.Join(' ', arguments)}: {outcome.Messages}{outcome.Data}");
        return outcome.Data;
    }

    /// <summary>A model of three steps and its maker's keys, to be copied.</summary>
    public sealed class Raised : IDisposable
    {
        public Raised()
        {
            Good(Folder, ["new", "m", "--design", Path.Combine(AppContext.BaseDirectory, "tiny.json")]);
            Good(Folder, ["raise", "m", "--steps", "3"]);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("jaram-raised-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
