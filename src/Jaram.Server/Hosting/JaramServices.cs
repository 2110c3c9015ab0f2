using Jaram.Server.Answering;
using Jaram.Server.Serving;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jaram.Server.Hosting;

/// <summary>A served model among a program's services.</summary>
public static class JaramServices
{
    /// <summary>Adds a model. It is opened when it is first asked for, and disposed of with the services.</summary>
    /// <param name="services">The program's.</param>
    /// <param name="options">Which model, and how it is run.</param>
    public static JaramBuilder AddJaram(this IServiceCollection services, JaramOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => ServedModel.Open(options, provider.GetRequiredService<TimeProvider>()));
        return new(services);
    }

    /// <summary>Adds the endpoints of OpenAI's API to a program that has a web server of its own: whom it lets in is its
    /// own concern.</summary>
    /// <param name="routes">The program's.</param>
    public static void MapJaram(this IEndpointRouteBuilder routes)
    {
        var lifetime = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        new Endpoints(routes.ServiceProvider.GetRequiredService<ServedModel>(),
            () => !lifetime.ApplicationStopping.IsCancellationRequested,
            routes.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Jaram")).Map(routes);
    }
}

/// <summary>Says what a program wants of its model.</summary>
/// <param name="services">The program's.</param>
public sealed class JaramBuilder(IServiceCollection services)
{
    /// <summary>Adds the model as an <see cref="IChatClient"/>.</summary>
    public JaramBuilder AddChatClient()
    {
        services.AddSingleton<IChatClient>(provider => new JaramChatClient(provider.GetRequiredService<ServedModel>()));
        return this;
    }

    /// <summary>Adds the model as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts.</summary>
    public JaramBuilder AddEmbeddingGenerator()
    {
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider =>
            new JaramEmbeddingGenerator(provider.GetRequiredService<ServedModel>()));
        return this;
    }

    /// <summary>Adds a check of the model to the program's health checks.</summary>
    public JaramBuilder AddHealthCheck()
    {
        services.AddHealthChecks().Add(new("jaram",
            provider => new ModelHealth(provider.GetRequiredService<ServedModel>()), null, null));
        return this;
    }
}
