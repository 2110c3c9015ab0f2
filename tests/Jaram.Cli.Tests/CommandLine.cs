using System.Diagnostics;

namespace Jaram.Cli.Tests;

/// <summary>Runs the built program as a user does.</summary>
internal static class CommandLine
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Runs a command line to its end, by the maker of the models in a folder.</summary>
    public static Outcome Run(string folder, params string[] arguments) => RunBy(".jaram", folder, arguments);

    /// <summary>Runs a command line to its end, by somebody with keys of his own.</summary>
    public static Outcome RunBy(string home, string folder, params string[] arguments)
    {
        using var child = BeginBy(home, folder, arguments);
        var error = child.StandardError.ReadToEndAsync();
        var data = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return new(child.ExitCode, data, error.Result);
    }

    /// <summary>Begins a command line that runs until it is told to end.</summary>
    public static Process Begin(string folder, params string[] arguments) => BeginBy(".jaram", folder, arguments);

    private static Process BeginBy(string home, string folder, string[] arguments)
    {
        // artifacts/bin/Jaram.Cli.Tests/release/ stands beside artifacts/bin/Jaram.Cli/release_linux-x64/
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(output.Parent!.Parent!.FullName, "Jaram.Cli", output.Name + "_linux-x64", "jaram");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["LC_ALL"] = "C.UTF-8", ["NO_COLOR"] = "1", ["JARAM_HOME"] = Path.Combine(folder, home),
            },
        };
        var child = Process.Start(start)!;
        child.StandardInput.Close();
        return child;
    }

    /// <summary>Copies a folder and all in it.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Jaram.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}

/// <summary>How a command line ended.</summary>
internal sealed record Outcome(int Code, string Data, string Messages);
