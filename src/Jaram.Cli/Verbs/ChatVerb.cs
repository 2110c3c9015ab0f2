using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Jaram.Cli.Generating;
using Jaram.Cli.Making;
using Jaram.Tokenizers;
using Jaram.Training.Generating;
using TorchSharp;

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
        var flags = new SamplingFlags(desk, verb);
        verb.SetAction(given => Run(desk, new(given.GetRequiredValue(model)), given.GetValue(system), flags.Read(given),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, ModelFolder folder, string? system, SamplingOptions options, bool isJson)
    {
        var (model, tokenizer, step) = folder.Open(torch.CPU);
        using var owned = model;
        if (tokenizer.Chat == ChatFormat.None)
            throw new MisuseException(desk.Say(
                $"{folder.Path}: has no chat format that Jaram knows; let it go on from a text: "
                + $"jaram complete {folder.Path} TEXT",
                $"{folder.Path}: 자람이 아는 대화 형식이 없습니다. 글을 이어 쓰게 하십시오: jaram complete {folder.Path} TEXT"));
        desk.Note($"{folder.Path}, step {step}; /new begins anew, /quit ends",
            $"{folder.Path}, {step} 스텝. /new 새로 시작, /quit 끝");
        var talk = new Talk(tokenizer, model.Design.Context, system);
        var generator = new Generator(model, tokenizer);
        while (Ask(desk) is { } line)
        {
            if (line == "/quit") break;
            if (line == "/new") talk.Forget();
            if (line is "/new" or "") continue;
            var (prompt, forgotten) = talk.Prompt(line, options.MaxTokens);
            if (forgotten > 0)
                desk.Note(
                    $"(the first {forgotten} messages are left out: the model reads {model.Design.Context} tokens)",
                    $"(모델이 읽는 {model.Design.Context} 토큰을 넘어 처음 {forgotten}개 메시지를 뺐습니다)");
            talk.Answered(Answer(desk, generator.Write(prompt,
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
            ? new JsonObject { ["role"] = "assistant", ["content"] = whole.ToString() }.ToJsonString(Birth.Readable)
            : "");
        desk.Out.Flush();
        return whole.ToString();
    }
}
