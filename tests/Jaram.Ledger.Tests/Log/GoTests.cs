using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests.Log;

/// <summary>Our logs are checked by Go's sumdb/tlog and sumdb/note, and its proofs compared with ours.</summary>
public sealed class GoTests(ITestOutputHelper output)
{
    /// <summary>Where Debian's golang-golang-x-mod-dev puts its sources.</summary>
    private const string Sources = "/usr/share/gocode";

    private static readonly int[] _sizes =
        [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 1_000, 4_097, 20_000, 65_535, 65_536, 65_537, 70_000];

    [Fact]
    public void Another_implementation_agrees_on_every_root_tile_signature_and_proof()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Sources, "src/golang.org/x/mod/sumdb/tlog")),
            "Needs Go and its module library: apt-get install golang-go golang-golang-x-mod-dev");
        using var folder = new TemporaryFolder();
        var checker = Path.Combine(folder.Path, "check-ledger");
        Go("build", "-o", checker, Path.Combine(Data.Checkout, "tests/go/check-ledger/main.go"));
        var (disk, clock, path) = (new Unsynced(), new SetClock(1), Path.Combine(folder.Path, "ledger"));
        var log = TileLog.Create(path, Sample.Both, disk, clock);
        var (key, older, random, proofs) = (Sample.One[0].Verifier.ToString(), TreeHead.Empty, new Random(3), 0);
        foreach (var size in _sizes)
        {
            log.Append(Sample.Entries(log.Head.Size, size), Sample.Both, clock);
            if (older.Size == 0) older = log.Head;
            int[] indexes = [0, size - 1, size / 2, random.Next(size), random.Next(size), random.Next(size)];
            var lines = Run(checker, [path, key, Text(older.Size), .. indexes.Select(i => Text(i))]);
            string[] ours = [$"root {log.Head.Root}", Line("consistency", log.ProveExtends(older)),
                .. indexes.Select(i => Line("inclusion", log.Prove(i).Hashes))];
            Assert.Equal(ours, lines);
            (older, proofs) = (log.Head, proofs + lines.Length - 1);
        }
        output.WriteLine($"{_sizes.Length} sizes up to {_sizes[^1]}, {proofs} proofs equal");
        File.WriteAllBytes(Path.Combine(path, "tile/0/000"),
            [.. File.ReadAllBytes(Path.Combine(path, "tile/0/000")).Select((b, i) => i == 9 ? (byte)(b ^ 1) : b)]);
        Assert.Throws<InvalidOperationException>(() => Run(checker, [path, key, "1", "1"]));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Line(string word, IEnumerable<Digest> hashes) =>
        string.Join(' ', hashes.Select(h => h.ToString()).Prepend(word));

    private static void Go(params string[] arguments)
    {
        try
        {
            Run("go", arguments);
        }
        catch (Win32Exception)
        {
            Assert.Skip("Needs Go: apt-get install golang-go golang-golang-x-mod-dev");
        }
    }

    private static string[] Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["GO111MODULE"] = "off", ["GOPATH"] = Sources,
                ["GOFLAGS"] = "", ["GOCACHE"] = Path.Combine(Path.GetTempPath(), "jaram-go"),
            },
        };
        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? lines.TrimEnd('\n').Split('\n')
            : throw new InvalidOperationException($"{program}: {error.Result}");
    }

    /// <summary>No power fails in this test, and a sync of each of 70,000 entries' files takes long.</summary>
    private sealed class Unsynced : Disk
    {
        public override void Sync(Stream file) { }

        public override void SyncFolder(string path) { }
    }
}
