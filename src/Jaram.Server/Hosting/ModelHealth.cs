using Jaram.Server.Serving;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jaram.Server.Hosting;

/// <summary>Whether a model can be asked: it is in memory, and its queue has room.</summary>
/// <param name="model">The model.</param>
internal sealed class ModelHealth(ServedModel model) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        var (served, waiting) = model.Load;
        var said = FormattableString.Invariant($"{model.Name}, step {model.Step}: {served} served, {waiting} waiting");
        return Task.FromResult(waiting < model.Options.Scheduling.MostWaiting
            ? HealthCheckResult.Healthy(said)
            : HealthCheckResult.Degraded(said));
    }
}
