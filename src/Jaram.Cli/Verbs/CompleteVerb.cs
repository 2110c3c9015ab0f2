using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Jaram.Cli.Generating;
using Jaram.Inference.Generating;

namespace Jaram.Cli.Verbs;

/// <summary>jaram complete MODEL TEXT</summary>
internal static class CompleteVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var text = new Argument<string?>("TEXT")
        {
            Description = desk.Say("How the text begins; left out, it is read from stdin", "글의 시작. 없으면 stdin에서 읽습니다"),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Verb("complete", desk.Say("Goes on writing a text.", "글을 이어 씁니다."),
            "jaram complete models/sprout \"옛날 옛적에\"",
            "jaram complete models/sprout \"Once\" --temperature 0 --max-tokens 50",
            "jaram complete models/sprout < start.txt --json") { model, text };
        var (flags, running) = (new SamplingFlags(desk, verb), new RunningFlags(desk, verb));
        verb.SetAction(given =>
        {
            var options = flags.Read(given);
            using var opened = running.Open(given, given.GetRequiredValue(model));
            return Run(desk, opened, given.GetValue(text) ?? desk.In.ReadToEnd(), options,
                given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Run(Desk desk, RunningModel running, string text, SamplingOptions options, bool isJson)
    {
        var written = new StringBuilder();
        using var stop = new StopSignal(() => { });
        foreach (var piece in running.Writer.Write(running.Model.Tokenizer.EncodePrompt(text), options))
        {
            if (stop.Token.IsCancellationRequested) break;
            written.Append(piece);
            if (isJson) continue;
            desk.Out.Write(piece);
            desk.Out.Flush();
        }
        desk.Out.WriteLine(isJson
            ? new JsonObject
            {
                ["prompt"] = text, ["text"] = written.ToString(), ["step"] = running.Model.Weights.Step,
            }.ToJsonString(JsonText.Readable)
            : "");
        return ExitCode.Done;
    }
}
