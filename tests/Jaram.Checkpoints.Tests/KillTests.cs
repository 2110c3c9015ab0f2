using System.Diagnostics;
using System.Globalization;

namespace Jaram.Checkpoints.Tests;

public sealed class KillTests
{
    /// <summary>In the short form; with the environment variable JARAM_LONG 1,000.</summary>
    private static readonly int _kills = Environment.GetEnvironmentVariable("JARAM_LONG") is null ? 200 : 1_000;

    [Fact]
    public void A_killed_process_loses_nothing_it_acknowledged_and_tears_nothing()
    {
        const int Seed = 9;
        using var folder = new TemporaryFolder();
        var versions = Path.Combine(folder.Path, "versions");
        var random = new Random(Seed);
        var (acknowledged, halfWritten) = (0L, 0);
        for (var kill = 0; kill < _kills; kill++)
        {
            acknowledged = Math.Max(acknowledged, PublishUntilKilled(versions, random.Next(120)));
            var store = new VersionStore(versions, new Disk());
            var found = Assert.IsType<Recovery.Found>(store.Recover());
            Assert.True(found.Version.Step >= acknowledged, $"kill {kill}: {acknowledged} acknowledged, {found}");
            Assert.All(found.Findings, f => Assert.EndsWith("; removed", f.Why, Ordinal));
            foreach (var step in store.Steps()) Assert.Equal(step, store.Open(step).Manifest.Step);
            halfWritten += found.Findings.Count;
        }
        Assert.True(halfWritten > 0, "no kill came in the midst of a save: the test shows nothing");
        Assert.True(acknowledged > _kills);
    }

    [Fact]
    public void A_lock_dies_with_its_process()
    {
        using var folder = new TemporaryFolder();
        using var holder = Start(Publisher.LockVerb, folder.Path);
        Assert.Equal("locked", holder.StandardOutput.ReadLine());
        var error = Assert.Throws<CheckpointException>(
            () => FolderLock.Take(folder.Path, "raised", TimeProvider.System));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"being raised by process {holder.Id} since 20"),
            error.Message, Ordinal);
        holder.Kill();
        holder.WaitForExit();
        FolderLock.Take(folder.Path, "raised", TimeProvider.System).Dispose();
    }

    /// <summary>Lets a process publish for a while after its first acknowledgement, then sends SIGKILL.</summary>
    private static long PublishUntilKilled(string versions, int milliseconds)
    {
        using var child = Start(Publisher.Verb, versions);
        var first = child.StandardOutput.ReadLine();
        Thread.Sleep(milliseconds);
        child.Kill();
        var lines = (first + "\n" + child.StandardOutput.ReadToEnd()).Split('\n')[..^1]; // the last may be cut
        child.WaitForExit();
        return long.Parse(lines[^1], CultureInfo.InvariantCulture);
    }

    private static Process Start(string verb, string folder) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [verb, folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
}
