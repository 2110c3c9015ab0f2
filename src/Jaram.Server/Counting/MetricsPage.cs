// Counters, gauges and histograms in Prometheus' text form, added up from what instruments record.
// Source: Prometheus exposition format 0.0.4; names from OpenTelemetry's by its rules for Prometheus: dots become
// underscores, the unit and "total" are appended.

using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Jaram.Server.Counting;

/// <summary>Listens to one meter and shows its figures. Safe for many threads.</summary>
internal sealed class MetricsPage : IDisposable
{
    /// <summary>What the page is sent as.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <param name="meter">Whose instruments are shown, those that it makes later included.</param>
    public MetricsPage(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter != meter) return;
            lock (_lock) _families[NameOf(instrument)] = new(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Enter(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Enter(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The page.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var page = new StringBuilder();
        lock (_lock)
            foreach (var (name, family) in _families) family.Write(name, page);
        return page.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Enter(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, said) in tags)
            labels.Append(labels.Length > 0 ? "," : "").Append(key.Replace('.', '_')).Append("=\"")
                .Append(Escaped(said?.ToString() ?? "")).Append('"');
        lock (_lock) _families[NameOf(instrument)].Enter(labels.ToString(), value);
    }

    private static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "J" => "_joules",
            "By" => "_bytes",
            "won" => "_won",
            _ => "",
        };
        var total = instrument is Counter<double> or Counter<long> ? "_total" : "";
        return instrument.Name.Replace('.', '_') + unit + total;
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>What one instrument recorded.</summary>
    private sealed class Family(Instrument instrument)
    {
        private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
        private readonly double[] _bounds = instrument switch
        {
            Histogram<double> histogram => [.. histogram.Advice!.HistogramBucketBoundaries!],
            Histogram<long> histogram =>
                [.. histogram.Advice!.HistogramBucketBoundaries!.Select(bound => (double)bound)],
            _ => [],
        };

        private string Kind => _bounds.Length > 0 ? "histogram"
            : instrument is Counter<double> or Counter<long> ? "counter" : "gauge";

        public void Enter(string labels, double value)
        {
            if (!_series.TryGetValue(labels, out var series))
                _series.Add(labels, series = new(new long[_bounds.Length]));
            series.Count++;
            series.Sum = Kind == "gauge" ? value : series.Sum + value;
            for (var i = 0; i < _bounds.Length; i++)
                if (value <= _bounds[i]) series.Within[i]++;
        }

        public void Write(string name, StringBuilder page)
        {
            Line(page, $"# HELP {name} {instrument.Description}");
            Line(page, $"# TYPE {name} {Kind}");
            foreach (var (labels, series) in _series)
            {
                var alone = labels == "" ? "" : $"{{{labels}}}";
                if (_bounds.Length == 0)
                {
                    Line(page, $"{name}{alone} {F(series.Sum)}");
                    continue;
                }
                var more = labels == "" ? "" : labels + ",";
                for (var i = 0; i < _bounds.Length; i++)
                    Line(page, $"{name}_bucket{{{more}le=\"{F(_bounds[i])}\"}} {series.Within[i]}");
                Line(page, $"{name}_bucket{{{more}le=\"+Inf\"}} {series.Count}");
                Line(page, $"{name}_sum{alone} {F(series.Sum)}");
                Line(page, $"{name}_count{alone} {series.Count}");
            }
        }

        private static void Line(StringBuilder page, FormattableString line) =>
            page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        private static string F(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }

    private sealed class Series(long[] within)
    {
        public long[] Within => within;

        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
