using System.Diagnostics;
using System.Globalization;

namespace Jaram.Checkpoints.Tests;

/// <summary>Power cuts on a real file system, as simulated ones could share our own errors. Each bad writer must be
/// found out, or the cuts prove nothing of the good one.</summary>
public sealed class LoopDiskTests(ITestOutputHelper output)
{
    private static int Cuts => Environment.GetEnvironmentVariable("JARAM_LONG") is null ? 20 : 500;

    [Fact]
    public void Power_cuts_lose_nothing_that_was_acknowledged()
    {
        Assert.SkipWhen(LoopDisk.WhyNot is not null, LoopDisk.WhyNot ?? "");
        var (losses, published) = Cut(Writer.Right, Cuts, stopAtLoss: false);
        output.WriteLine($"{Cuts} cuts, {published} versions published, {losses.Count} losses");
        Assert.Empty(losses);
        Assert.True(published > Cuts);
    }

    [Theory]
    [InlineData(Writer.SyncsNothing)]
    [InlineData(Writer.SyncsNoFolder)]
    [InlineData(Writer.SyncsNoFile)]
    [InlineData(Writer.TellsBefore)]
    [InlineData(Writer.DeletesBefore)]
    public void A_bad_writer_is_found_out(Writer writer)
    {
        Assert.SkipWhen(LoopDisk.WhyNot is not null, LoopDisk.WhyNot ?? "");
        var (losses, _) = Cut(writer, 60, stopAtLoss: true);
        output.WriteLine($"{writer}: {string.Join("; ", losses)}");
        Assert.NotEmpty(losses);
    }

    /// <summary>Lets a writer publish, cuts the power at a moment drawn by lot, and looks at what is there.</summary>
    private static (List<string> Losses, long Published) Cut(Writer writer, int cuts, bool stopAtLoss)
    {
        using var disk = new LoopDisk();
        var versions = Path.Combine(disk.Path, "versions");
        var random = new Random(7);
        List<string> losses = [];
        var highest = 0L;
        for (var cut = 0; cut < cuts && !(stopAtLoss && losses.Count > 0); cut++)
        {
            var told = PublishUntilCut(disk, versions, writer, random.Next(10, 250));
            disk.Restart();
            var store = new VersionStore(versions, new Disk());
            var found = store.Recover() is Recovery.Found newest ? newest.Version.Step : 0;
            if (found < told) losses.Add($"cut {cut}: {told} was told, {found} is there");
            losses.AddRange(store.Steps().Where(step => !Verifies(store, step)).Select(step =>
                $"cut {cut}: step {step} does not verify"));
            highest = Math.Max(highest, found);
        }
        return (losses, highest);
    }

    private static bool Verifies(VersionStore store, long step)
    {
        try
        {
            store.Open(step);
            return true;
        }
        catch (CheckpointException)
        {
            return false;
        }
    }

    /// <returns>The last step that was told before the cut: it is read first, and cut then.</returns>
    private static long PublishUntilCut(LoopDisk disk, string versions, Writer writer, int milliseconds)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
            [Publisher.Verb, versions, writer.ToString()]) { RedirectStandardOutput = true })!;
        var last = 0L;
        var reading = Task.Run(() =>
        {
            while (child.StandardOutput.ReadLine() is { } line && long.TryParse(line, CultureInfo.InvariantCulture, out var step))
                Volatile.Write(ref last, step);
        });
        while (Volatile.Read(ref last) == 0 && !child.HasExited) Thread.Sleep(1);
        Thread.Sleep(milliseconds);
        var told = Volatile.Read(ref last);
        disk.Cut();
        child.Kill();
        child.WaitForExit();
        reading.Wait();
        return told;
    }
}
