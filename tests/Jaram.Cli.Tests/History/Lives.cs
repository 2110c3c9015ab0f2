using System.Text;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Cli.Tests.History;

/// <summary>Made-up histories: entries as a ledger would give them, and the recipes that they name.</summary>
internal sealed class Lives
{
    private readonly List<GrowthEntry> _entries = [];
    private readonly Dictionary<Digest, byte[]> _blobs = [];
    private DateTimeOffset _now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private int _made;

    /// <summary>When the last thing happened.</summary>
    public DateTimeOffset Now => _now;

    public GrowthHistory History => new(_entries, digest => _blobs[digest]);

    /// <summary>Born, raised to step 6, rewound once, reverted to step 2, raised again by another program.</summary>
    public static Lives Eventful()
    {
        var life = new Lives();
        life.Plan(0, 6, "60 minutes asked for, 812 ms a step measured", "one").Born();
        life.Raised(2, 5.2).Raised(4, 4.1).Raised(6, 3.5);
        life.WentBack(7, 6, "loss is 9.1, 3.5 was due").Reverted(2).Wait(TimeSpan.FromHours(3));
        return life.Plan(2, 4, "2 steps asked for", "two").Raised(3, 4.4).Raised(4, 3.9);
    }

    public Lives Plan(long from, long to, string because, string program)
    {
        var recipe = new Recipe
        {
            Source = "tests", Seed = 1, Rows = 1, MicroRows = 1, Rates = new(0.02, 0.1, 0.01, 0.02, 0.1), ClipNorm = 1,
            Stages = [new(to, 0, 0.4, 0.1, 2, because)], SavedBits = new(13, 8),
        }.Write();
        _blobs[Digest.Of(recipe)] = recipe;
        return Add((index, time) => new GrowthEntry.Planned(index, time,
            new(Digest.Of(recipe), from, to, Named(program), "a machine")));
    }

    public Lives Born() => Made(Cause.Born, 0, 0, []);

    public Lives Raised(long step, double loss) => Made(Cause.Raised, Newest.Step, step, [Newest.Version], loss);

    public Lives Reverted(long step)
    {
        var target = History.At(step)!.Version;
        var newest = Newest.Version;
        return Add((index, time) => new GrowthEntry.Made(index, time, target with
        {
            Cause = Cause.Reverted, Parents = [target.Version, newest], From = step, Cost = new(0, 0, 0, 0, 0, default),
        }));
    }

    public Lives WentBack(long from, long to, string why) =>
        Add((index, time) => new GrowthEntry.WentBack(index, time, new(from, to, 4, why)));

    public Lives Wait(TimeSpan time)
    {
        _now += time;
        return this;
    }

    private VersionMade Newest => _entries.OfType<GrowthEntry.Made>().Last().Version;

    private static Digest Named(string name) => Digest.Of(Encoding.UTF8.GetBytes(name));

    private Lives Made(Cause cause, long from, long step, IReadOnlyList<Digest> parents, double loss = 0)
    {
        var name = $"version {_made++}";
        var probe = loss == 0 ? 6 : (float)(loss + 0.1);
        return Add((index, time) => new GrowthEntry.Made(index, time, new()
        {
            Version = Named(name), Parents = parents, Cause = cause, From = from, Step = step, Weights = Named(name + "w"),
            Optimizer = Named(name + "o"), State = Named(name + "s"), Tensors = default, Steps = default,
            Documents = default, Tokens = step * 2048, Loss = loss, GradientNorm = 0.5, Rate = 1, Probes = [probe, probe],
            Hits = Convert.ToBase64String([(byte)(0b1011 << (int)step)]),
            Cost = new(50, 1e9, 1e9, 1e12, 300, EnergyTier.Estimated),
        }));
    }

    private Lives Add(Func<long, DateTimeOffset, GrowthEntry> entry)
    {
        _now += TimeSpan.FromMinutes(1);
        _entries.Add(entry(_entries.Count, _now));
        return this;
    }
}
