using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Training.Data;
using Jaram.Village;
using Prose = Jaram.Village.Prose;

namespace Jaram.Cli.Demo;

/// <summary>The village's documents as a file that any tool for text can read.</summary>
internal static class VillageText
{
    /// <summary>The file's name in a model's folder.</summary>
    public const string FileName = "village.jsonl";

    private static readonly JsonSerializerOptions _readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is right for text that is made from templates: another name is another fact, no near
    /// duplicate.</summary>
    public static CleaningOptions Cleaning { get; } = new() { NearDuplicates = false };

    /// <summary>The corpus of a village; its file is written if it is not there.</summary>
    public static Corpus Open(World world, string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            File.WriteAllLines(path + ".tmp", world.Documents.Select(Line));
            File.Move(path + ".tmp", path);
        }
        return CorpusReader.Read([path], new());
    }

    internal static string Line(Village.Document document)
    {
        var line = new JsonObject { ["id"] = document.Id, ["source"] = document.Source };
        switch (document)
        {
            case Prose prose: line["text"] = prose.Text; break;
            case Conversation talk:
                line["messages"] = new JsonArray([.. talk.Turns.SelectMany(turn => new[]
                {
                    new JsonObject { ["role"] = "user", ["content"] = turn.User },
                    new JsonObject { ["role"] = "assistant", ["content"] = turn.Assistant },
                })]);
                break;
        }
        line["language"] = LanguageCode.Code(document.Language);
        line["licence"] = "CC0-1.0";
        return line.ToJsonString(_readable);
    }
}
