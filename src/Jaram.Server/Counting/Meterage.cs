using System.Diagnostics;
using Jaram.Inference.Serving;

namespace Jaram.Server.Counting;

/// <summary>Counts what one request takes, from its order on.</summary>
internal sealed class Meterage : IDisposable
{
    private readonly Gauges _gauges;
    private readonly string _operation;
    private readonly Activity? _activity;
    private readonly long _begin;
    private readonly double _joules;

    internal Meterage(Gauges gauges, string operation)
    {
        (_gauges, _operation, _begin) = (gauges, operation, gauges.Time.GetTimestamp());
        _joules = gauges.Energy.Joules();
        _activity = Gauges.Source.StartActivity($"{operation} {gauges.Model}", ActivityKind.Server);
        _activity?.SetTag("gen_ai.operation.name", operation).SetTag("gen_ai.provider.name", "jaram")
            .SetTag("gen_ai.request.model", gauges.Model);
    }

    /// <summary>Adds up answers that are over, and enters them into the server's figures.</summary>
    /// <param name="firsts">The first answer to each prompt.</param>
    /// <param name="all">All answers.</param>
    /// <param name="seed">What decided the draws.</param>
    public Usage Usage(IReadOnlyCollection<Answer> firsts, IReadOnlyCollection<Answer> all, ulong seed)
    {
        var prompts = firsts.Sum(answer => answer.Order.Prompt.Length);
        var written = all.Sum(answer => answer.WrittenTokens);
        var known = firsts.Sum(answer => answer.KnownTokens);
        var seconds = all.Sum(answer => answer.ComputeSeconds);
        var joules = Joules(seconds);
        var usage = new Usage(prompts, written, prompts + written, new(known),
            new(joules, Won(joules.Value, seconds), Figure.Measured(all.Sum(answer => answer.CacheBytes)),
                Figure.Measured(seconds), seed));
        _gauges.Enter(_operation, usage, all);
        _activity?.SetTag("gen_ai.usage.input_tokens", prompts).SetTag("gen_ai.usage.output_tokens", written)
            .SetTag("jaram.energy", joules.Value);
        return usage;
    }

    /// <summary>Notes why nothing came of it.</summary>
    public void Fail(string code)
    {
        _activity?.SetStatus(ActivityStatusCode.Error, code);
        Close(code);
    }

    /// <inheritdoc/>
    public void Dispose() => Close("");

    private void Close(string error)
    {
        _gauges.EnterDuration(_operation, _gauges.Time.GetElapsedTime(_begin).TotalSeconds, error);
        _activity?.Dispose();
    }

    /// <summary>The mean power of the machine since the order, for the time that the engine worked for this request
    /// alone; without a counter, that of the cores that work.</summary>
    private Figure Joules(double seconds)
    {
        var wall = _gauges.Time.GetElapsedTime(_begin).TotalSeconds;
        return _gauges.Energy.IsThere && wall > 0
            ? Figure.Measured((_gauges.Energy.Joules() - _joules) / wall * seconds)
            : Figure.Estimated(seconds * _gauges.Threads * _gauges.Prices.WattsPerCore);
    }

    private Figure Won(double joules, double seconds) => Figure.Estimated(
        joules / 3.6e6 * _gauges.Prices.WonPerKilowattHour + seconds / 3600 * _gauges.Prices.WonPerHour);
}
