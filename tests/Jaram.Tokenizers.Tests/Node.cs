using System.ComponentModel;
using System.Diagnostics;

namespace Jaram.Tokenizers.Tests;

/// <summary>Runs the scripts of tests/node.</summary>
internal static class Node
{
    private static readonly string _folder = Path.Combine(Root(AppContext.BaseDirectory), "tests", "node");

    /// <summary>Runs a script on a folder; skips the test where Node or its packages are missing.</summary>
    /// <returns>Exit code and what it wrote.</returns>
    public static (int Code, string Output) Run(string script, string folder)
    {
        var start = new ProcessStartInfo("node", [script, folder])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        };
        try
        {
            using var node = Process.Start(start)!;
            var output = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            TestContext.Current.SendDiagnosticMessage(output);
            return (node.ExitCode, output);
        }
        catch (Win32Exception)
        {
            Assert.Skip("Needs Node 20 or later on the path; then run `npm ci` in tests/node.");
            throw;
        }
    }

    /// <summary>The folder of an installed package; skips the test where it is missing.</summary>
    public static string Package(string name)
    {
        var folder = Path.Combine(_folder, "node_modules", name);
        Assert.SkipUnless(Directory.Exists(folder), "Needs Node's packages: run `npm ci` in tests/node.");
        return folder;
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Jaram.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
