using System.Text.Json;
using Jaram.Exchange.Tests;
using Jaram.Tokenizers;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    ["ids", var tokenizer] => Encode(Tokenizer.Load(tokenizer)),
    _ when args.Any(a => a is "--server" or "--internal-msbuild-node") =>
        await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};

// The ids of each line of stdin, a JSON list a line.
static int Encode(Tokenizer tokenizer)
{
    while (Console.In.ReadLine() is { } line) Console.WriteLine(JsonSerializer.Serialize(tokenizer.Encode(line)));
    return 0;
}
