using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Jaram.Cli.Generating;
using Jaram.Inference.Generating;
using Jaram.Tokenizers;

namespace Jaram.Cli.Verbs;

/// <summary>jaram chat MODEL</summary>
internal static class ChatVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var system = new Option<string?>("--system")
        {
            Description = desk.Say("What the model is told before the first question", "첫 질문 전에 모델에게 이르는 말"),
            HelpName = desk.Say("TEXT", "글"),
        };
        var verb = new Verb("chat", desk.Say(
                "Talks with a model. A line is a question; /new begins anew, /quit ends.",
                "모델과 이야기합니다. 한 줄이 질문 하나. /new 새로 시작, /quit 끝."),
            "jaram chat models/demo-village", "jaram chat models/demo-village --temperature 0 < questions.txt")
                { model, system };
        var (flags, running) = (new SamplingFlags(desk, verb), new RunningFlags(desk, verb));
        verb.SetAction(given =>
        {
            var (options, folder) = (flags.Read(given), given.GetRequiredValue(model));
            using var opened = running.Open(given, folder);
            return Run(desk, folder, opened, given.GetValue(system), options, given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Run(Desk desk, string folder, RunningModel running, string? system, SamplingOptions options,
        bool isJson)
    {
        var (context, tokenizer, step) =
            (running.Model.Design.Context, running.Model.Tokenizer, running.Model.Weights.Step);
        if (tokenizer.Chat == ChatFormat.None)
            throw new MisuseException(desk.Say(
                $"{folder}: has no chat format that Jaram knows; let it go on from a text: "
                + $"jaram complete {folder} TEXT",
                $"{folder}: 자람이 아는 대화 형식이 없습니다. 글을 이어 쓰게 하십시오: jaram complete {folder} TEXT"));
        desk.Note($"{folder}, step {step}; /new begins anew, /quit ends",
            $"{folder}, {step} 스텝. /new 새로 시작, /quit 끝");
        var talk = new Talk(tokenizer, context, system);
        while (Ask(desk) is { } line)
        {
            if (line == "/quit") break;
            if (line == "/new") talk.Forget();
            if (line is "/new" or "") continue;
            var (prompt, forgotten) = talk.Prompt(line, options.MaxTokens);
            if (forgotten > 0)
                desk.Note(
                    $"(the first {forgotten} messages are left out: the model reads {context} tokens)",
                    $"(모델이 읽는 {context} 토큰을 넘어 처음 {forgotten}개 메시지를 뺐습니다)");
            talk.Answered(Answer(desk, running.Writer.Write(prompt,
                options with { Seed = options.Seed + (ulong)talk.Turns }), isJson));
        }
        return ExitCode.Done;
    }

    private static string? Ask(Desk desk)
    {
        if (desk.Screen.IsAsking) desk.Error.Write("> ");
        return desk.In.ReadLine()?.Trim();
    }

    private static string Answer(Desk desk, IEnumerable<string> pieces, bool isJson)
    {
        using var stop = new StopSignal(() => { });                     // Ctrl-C ends the answer, not the talk
        var whole = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (stop.Token.IsCancellationRequested) break;
            whole.Append(piece);
            if (isJson) continue;
            desk.Out.Write(piece);
            desk.Out.Flush();
        }
        desk.Out.WriteLine(isJson
            ? new JsonObject { ["role"] = "assistant", ["content"] = whole.ToString() }.ToJsonString(JsonText.Readable)
            : "");
        desk.Out.Flush();
        return whole.ToString();
    }
}
