// The server's figures, under the names of OpenTelemetry's conventions for generative models and our own. Whoever
// listens to the meter "Jaram" and the source "Jaram" gets them; /metrics is one such listener.
// Source: OpenTelemetry semantic conventions for generative AI 1.37, "metrics" and "spans": names, units, bounds.

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Jaram.Inference.Serving;

namespace Jaram.Server.Counting;

/// <summary>What is counted of one served model.</summary>
internal sealed class Gauges : IDisposable
{
    private readonly Meter _meter = new("Jaram");
    private readonly Histogram<double> _duration, _first, _next;
    private readonly Histogram<long> _tokens;
    private readonly Counter<double> _energy, _won;
    private readonly Counter<long> _known;

    /// <param name="model">The model's name.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="prices">What energy and machine cost.</param>
    /// <param name="time">The clock.</param>
    /// <param name="load">Orders served and waiting, bytes of weights.</param>
    public Gauges(string model, int threads, Prices prices, TimeProvider time,
        Func<(int Served, int Waiting, long WeightBytes)> load)
    {
        (Model, Threads, Prices, Time) = (model, threads, prices, time);
        Page = new(_meter);
        _duration = Seconds("gen_ai.server.request.duration", "Time of a request",
            [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]);
        _first = Seconds("gen_ai.server.time_to_first_token", "Time from the order to the first token",
            [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]);
        _next = Seconds("gen_ai.server.time_per_output_token", "Time of each token after the first",
            [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5]);
        _tokens = _meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens of a request",
            advice: new InstrumentAdvice<long>
                { HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(i => 1L << 2 * i)] });
        _energy = _meter.CreateCounter<double>("jaram.energy", "J", "Energy of all requests");
        _won = _meter.CreateCounter<double>("jaram.cost", "won", "Cost of all requests, by the prices of /props");
        _known = _meter.CreateCounter<long>("jaram.cache.known_tokens", "{token}", "Prompt tokens that were known");
        _meter.CreateObservableGauge("jaram.orders", () => new[]
        {
            new Measurement<long>(load().Served, new KeyValuePair<string, object?>("state", "served")),
            new Measurement<long>(load().Waiting, new KeyValuePair<string, object?>("state", "waiting")),
        }, "{order}", "Orders in the engine and in the queue");
        _meter.CreateObservableGauge("jaram.weights", () => load().WeightBytes, "By", "Bytes of weights in memory");
    }

    /// <summary>Where activities come from.</summary>
    public static ActivitySource Source { get; } = new("Jaram");

    /// <summary>The figures as /metrics shows them.</summary>
    public MetricsPage Page { get; }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>Threads that compute.</summary>
    public int Threads { get; }

    /// <summary>What energy and machine cost.</summary>
    public Prices Prices { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The machine's energy counter.</summary>
    public EnergyCounter Energy { get; } = new("/sys/class/powercap");

    /// <summary>Begins to count a request.</summary>
    /// <param name="operation">chat, text_completion or embeddings.</param>
    public Meterage Begin(string operation) => new(this, operation);

    /// <summary>Enters what a request took.</summary>
    internal void Enter(string operation, Usage usage, IEnumerable<Answer> answers)
    {
        _tokens.Record(usage.PromptTokens, [.. Tags(operation), new("gen_ai.token.type", "input")]);
        if (usage.CompletionTokens > 0)
            _tokens.Record(usage.CompletionTokens, [.. Tags(operation), new("gen_ai.token.type", "output")]);
        _energy.Add(usage.Jaram.Joules.Value, new KeyValuePair<string, object?>("how", usage.Jaram.Joules.How));
        _won.Add(usage.Jaram.Won.Value, new KeyValuePair<string, object?>("how", usage.Jaram.Won.How));
        _known.Add(usage.PromptTokensDetails.CachedTokens);
        foreach (var answer in answers)
        {
            if (answer.WrittenTokens == 0) continue;
            _first.Record(answer.Waited.FirstToken, Tags(operation));
            if (answer.WrittenTokens > 1)
                _next.Record((answer.Seconds - answer.Waited.FirstToken) / (answer.WrittenTokens - 1), Tags(operation));
        }
    }

    /// <summary>Enters how long a request took.</summary>
    /// <param name="operation">Which kind.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="error">Why nothing came of it; else empty.</param>
    internal void EnterDuration(string operation, double seconds, string error) => _duration.Record(seconds,
        error == "" ? Tags(operation) : [.. Tags(operation), new("error.type", error)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Page.Dispose();
        _meter.Dispose();
    }

    private Histogram<double> Seconds(string name, string about, double[] bounds) =>
        _meter.CreateHistogram(name, "s", about,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    private KeyValuePair<string, object?>[] Tags(string operation) =>
        [new("gen_ai.operation.name", operation), new("gen_ai.request.model", Model)];
}
