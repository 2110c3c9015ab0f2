using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Cli.Generating;
using Jaram.Cli.Serving;
using Jaram.Inference.Loading;
using Jaram.Server;
using Jaram.Server.Serving;

namespace Jaram.Cli.Verbs;

/// <summary>jaram serve MODEL</summary>
internal static class ServeVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var verb = new Verb("serve", desk.Say(
                "Serves a model over HTTP as OpenAI's API does, on this machine's processor. Ctrl-C finishes answers, "
                + "then ends.",
                "모델을 OpenAI API처럼 HTTP로 제공합니다. 이 컴퓨터의 프로세서로 돌립니다. Ctrl-C를 누르면 답을 마치고 끝냅니다."),
            "jaram serve models/sprout", "jaram serve models/sprout --port 9000 --weights int8 --seats 32",
            "jaram serve models/sprout --host 0.0.0.0 --keys keys.txt",
            "jaram serve models/sprout --port 0 --json") { model };
        var flags = new ServingFlags(desk, verb);
        verb.SetAction(given => Run(desk, given.GetRequiredValue(model), flags, given));
        return verb;
    }

    private static int Run(Desk desk, string folder, ServingFlags flags, ParseResult given)
    {
        using var stop = new StopSignal(() => { });
        var listening = flags.Listening(given);
        var usable = MisuseException.Guard(() => UsableModel.Open(folder, new()));
        using var model = ServedModel.Open(
            usable, flags.Running(given, folder, usable), desk.Time, new PackingNote(desk).Tell);
        var server = MisuseException.Guard(() =>
            JaramServer.StartAsync(model, listening, stop.Token).GetAwaiter().GetResult());
        Tell(desk, model, server, listening, given.GetValue<bool>("--json"));
        stop.Token.WaitHandle.WaitOne();
        server.DrainAsync().GetAwaiter().GetResult();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return ExitCode.Done;
    }

    /// <summary>Where it listens, and how to try it.</summary>
    private static void Tell(Desk desk, ServedModel model, JaramServer server, ServerOptions listening, bool isJson)
    {
        var address = server.Address.ToString().TrimEnd('/');
        desk.Out.WriteLine(isJson
            ? new JsonObject { ["address"] = address, ["model"] = model.Name, ["step"] = model.Step }
                .ToJsonString(JsonText.Readable)
            : desk.Say($"{address} serves {model.Name}, step {model.Step}",
                $"{address}에서 {model.Name}, {model.Step} 스텝"));
        desk.Out.Flush();
        var key = listening.Keys.IsEmpty ? "" : " -H 'Authorization: Bearer KEY'";
        desk.Note($"try: {Curl(desk.Say("Hello", "안녕하세요"))}", $"써 보기: {Curl("안녕하세요")}");

        string Curl(string text) => $"curl {address}/v1/chat/completions -H 'Content-Type: application/json'{key} -d "
            + $"'{{\"model\": \"{model.Name}\", \"messages\": [{{\"role\": \"user\", \"content\": \"{text}\"}}]}}'";
    }
}
