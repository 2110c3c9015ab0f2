// The server in a process: Kestrel on one address, the gate, the endpoints. Nothing is read from the environment or
// from files but what the options name.
// Source: ours.

using System.Net;
using Jaram.Server.Answering;
using Jaram.Server.Asking;
using Jaram.Server.Keeping;
using Jaram.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jaram.Server;

/// <summary>Serves a model over HTTP.</summary>
public sealed class JaramServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private JaramServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Begins to serve.</summary>
    /// <param name="model">What is served; whoever opened it disposes of it, after the server.</param>
    /// <param name="options">Where and to whom.</param>
    /// <param name="cancel">Gives up the beginning.</param>
    /// <exception cref="ServerException">The port is taken, or there are no keys and others could reach the address.</exception>
    public static async Task<JaramServer> StartAsync(ServedModel model, ServerOptions options, CancellationToken cancel)
    {
        if (options.Keys.IsEmpty && !IPAddress.IsLoopback(options.Address))
            throw new ServerException($"{options.Address} can be reached by others, and there are no keys; give "
                + "some, or listen on 127.0.0.1");
        var app = Build(model, options);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new ServerException(FormattableString.Invariant(
                $"port {options.Port} of {options.Address} is in use; choose another, or end the program that has it"));
        }
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new(app, new(addresses.Single()));
    }

    /// <summary>Takes no new requests, waits for those that are running, and ends.</summary>
    public Task DrainAsync() => _app.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(ServedModel model, ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
            { Args = [], ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, options));
        var app = builder.Build();
        var lifetime = app.Lifetime;
        app.Use(next => new Gate(next, options.Keys, options.HostNames).InvokeAsync);
        app.UseRouting();
        new Endpoints(model, () => !lifetime.ApplicationStopping.IsCancellationRequested,
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Jaram")).Map(app);
        return app;
    }

    private static void Limit(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxConcurrentConnections = options.MostConnections;
        kestrel.Limits.MaxRequestBodySize = JsonBody.MostBytes;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Limits.MaxRequestLineSize = 4 << 10;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Whoever started the server ends it; the host itself listens to no signal.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
