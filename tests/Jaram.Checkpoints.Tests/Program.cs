using Jaram.Checkpoints.Tests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [Publisher.Verb, var folder] => Publisher.Run(folder, Writer.Right),
    [Publisher.Verb, var folder, var writer] => Publisher.Run(folder, Enum.Parse<Writer>(writer)),
    [Publisher.LockVerb, var folder] => Publisher.Lock(folder),
    _ when args.Any(a => a is "--server" or "--internal-msbuild-node") =>
        await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
