// What a price rests on besides the machine. Each stands in the answer with its source, and each can be changed.
// Source: as each says.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Jaram.Architecture.Costing;

/// <summary>A number that is taken for granted.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Source">Who says so, or that it is assumed.</param>
public sealed record Assumption(string Name, double Value, string Unit, string Source);

/// <summary>All that is taken for granted.</summary>
public sealed class Assumptions
{
    /// <summary>Assumptions' keys.</summary>
    public const string Utilisation = "utilisation", Years = "years", Maintenance = "maintenance", Pue = "pue",
        Tariff = "tariffKrwPerKwh", Demand = "demandKrwPerKwMonth", Operation = "operationKrwPerHour",
        ServerFactor = "serverFactor", IdleShare = "idleShare", Capex = "capexKrw", WattsPerCore = "wattsPerCore",
        MemoryShare = "memoryShare", Depth = "depth", PromptTokens = "promptTokens", CacheBits = "cacheBits",
        BatchAtMost = "batchAtMost", BandwidthShare = "bandwidthShare", ComputeShare = "computeShare",
        Overhead = "overheadUsPerLayer";

    /// <summary>Won for a kilowatt-hour, and what a site draws for each that its machines do, as long as nobody says
    /// otherwise.</summary>
    public const double UsualTariff = 182, UsualPue = 1.3;

    private const string Assumed = "assumed";

    private static readonly Quantity[] _known =
    [
        Quantity.Positive(Utilisation, "1", 1), Quantity.Positive(Years, "years", 100),
        Quantity.Open(Maintenance, "1/year"),
        Quantity.Positive(Pue, "1", 10), Quantity.Open(Tariff, "KRW/kWh"), Quantity.Open(Demand, "KRW/kW/month"),
        Quantity.Open(Operation, "KRW/h"), Quantity.Positive(ServerFactor, "1", 100), Quantity.Open(IdleShare, "1", 1),
        Quantity.Open(Capex, "KRW"), Quantity.Positive(WattsPerCore, "W"), Quantity.Positive(MemoryShare, "1", 1),
        Quantity.Open(Depth, "tokens", 1e9), Quantity.Positive(PromptTokens, "tokens", 1e9),
        Quantity.Positive(CacheBits, "bits", 32), Quantity.Positive(BatchAtMost, "texts", 1e6),
        Quantity.Positive(BandwidthShare, "1", 1), Quantity.Positive(ComputeShare, "1", 1),
        Quantity.Open(Overhead, "µs"),
    ];

    private readonly ImmutableSortedDictionary<string, Assumption> _values;

    private Assumptions(ImmutableSortedDictionary<string, Assumption> values) => _values = values;

    /// <summary>What is assumed as long as nobody says otherwise. A machine's price is not among it.</summary>
    public static Assumptions Default { get; } = new(new (string Name, double Value, string Source)[]
    {
        (Utilisation, 0.6, Assumed), (Years, 5, Assumed), (Maintenance, 0, "assumed: none in the price"),
        (Pue, UsualPue, Assumed),
        (Tariff, UsualTariff, "Korea, industrial average: a rise of 16.1 KRW was 9.7 % (press, 2024-10)"),
        (Demand, 0, "an average tariff holds the base charge; "
            + "industrial (eul) high-voltage A option II: 7,470 (2024-10-24)"),
        (Operation, 0, "assumed: staff, rooms and network not counted"),
        (ServerFactor, 2, "assumed: at the wall a server draws twice what its boards do"),
        (IdleShare, 1, "assumed: idle machines draw as much as busy ones, an upper bound"),
        (WattsPerCore, EnergyMeter.AssumedWatts,
            "assumed: a 360 W server processor of 128 threads, its share of memory and fans"),
        (MemoryShare, 0.9, "assumed: the rest is the system's and the kernels'"),
        (Depth, 1024, Assumed), (PromptTokens, 512, Assumed),
        (CacheBits, 16, "16 bits a number, scales left out"), (BatchAtMost, 512, Assumed),
        (BandwidthShare, 0.7, "assumed: share of the memory's bandwidth that decoding reaches"),
        (ComputeShare, 0.5, "assumed: share of peak compute that matrix products reach"),
        (Overhead, 20, "assumed: ten launches of 2 µs a layer"),
    }.ToImmutableSortedDictionary(a => a.Name,
        a => new Assumption(a.Name, a.Value, UnitOf(a.Name), a.Source), StringComparer.Ordinal));

    /// <summary>All of them, in order of their names.</summary>
    public IEnumerable<Assumption> All => _values.Values;

    /// <summary>The value of one that is always there.</summary>
    public double this[string name] => _values[name].Value;

    /// <summary>A value that may be left open.</summary>
    public Figure Find(string name) =>
        _values.TryGetValue(name, out var known) ? Figure.Of(known.Value) : Figure.CannotTell(name);

    /// <summary>Whether somebody changed it.</summary>
    public bool IsGiven(string name) =>
        _values.TryGetValue(name, out var now) && (!Default._values.TryGetValue(name, out var before) || now != before);

    /// <summary>These, one of them changed.</summary>
    /// <exception cref="CostingException">There is no such assumption, or it cannot be so much.</exception>
    public Assumptions With(string name, double value, string source)
    {
        var quantity = Quantity.Find(_known, name, source);
        return new(_values.SetItem(name, new(name, quantity.Check(value, $"{source}: {name}"), quantity.Unit, source)));
    }

    /// <summary>These, changed by words as <c>tariffKrwPerKwh=150</c>.</summary>
    /// <exception cref="CostingException">It is none of these words.</exception>
    public Assumptions With(string word, string source) =>
        word.Split('=', 2) is [var name, var number]
            && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? With(name, value, source)
            : throw new CostingException($"{source}: must be NAME=NUMBER, got {Must.Quoted(word)}; "
                + $"write for example {source} {Tariff}=150");

    /// <summary>These, changed by a file: each key a number, or an object of value and source.</summary>
    /// <exception cref="CostingException">It is no such file.</exception>
    public Assumptions With(ReadOnlyMemory<byte> json, string file)
    {
        using var document = Quantity.Parse(json, file);
        var changed = this;
        foreach (var property in document.RootElement.EnumerateObject())
        {
            var (value, source, place) = (property.Value, file, $"{file}: {Must.OneLine(property.Name)}");
            if (value.ValueKind == JsonValueKind.Object)
            {
                Quantity.CheckKeys(value, place, "value", "source");
                source = Quantity.Text(value, "source", place);
                if (!value.TryGetProperty("value", out value))
                    throw new CostingException($"{place}: missing value; add it, or take the key out");
            }
            var quantity = Quantity.Find(_known, property.Name, file);
            changed = new(changed._values.SetItem(quantity.Name, new(quantity.Name,
                quantity.Check(Quantity.Number(value, place), place), quantity.Unit, source)));
        }
        return changed;
    }

    private static string UnitOf(string name) => _known.First(quantity => quantity.Name == name).Unit;
}
