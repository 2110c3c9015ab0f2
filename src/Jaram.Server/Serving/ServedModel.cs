using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Inference;
using Jaram.Inference.Loading;
using Jaram.Inference.Serving;
using Jaram.Server.Asking;
using Jaram.Server.Counting;
using Jaram.Tokenizers;
using Microsoft.AspNetCore.Http;

namespace Jaram.Server.Serving;

/// <summary>A model in memory, ready to be asked. Safe for many threads.</summary>
public sealed class ServedModel : IDisposable
{
    private readonly Engine _engine;
    private readonly Scheduler _scheduler;

    /// <summary>Serves an engine.</summary>
    /// <param name="model">Whose weights the engine holds.</param>
    /// <param name="engine">The engine; it is disposed of with this.</param>
    /// <param name="options">How.</param>
    /// <param name="time">The clock.</param>
    internal ServedModel(UsableModel model, Engine engine, JaramOptions options, TimeProvider time)
    {
        (_engine, _scheduler, Options, Time) = (engine, new(engine, options.Scheduling, time), options, time);
        (Name, Step, Weights, Text) = (model.Name, model.Weights.Step, model.Weights.Digest, new(model.Tokenizer));
        Rules = new(Text);
        Loaded = time.GetUtcNow();
        Gauges = new(Name, engine.Options.Threads, options.Prices, time,
            () => (_scheduler.Load.Served, _scheduler.Load.Waiting, engine.WeightBytes));
    }

    /// <summary>The name that requests call it by: that of its folder.</summary>
    public string Name { get; }

    /// <summary>The step that its weights are of.</summary>
    public long Step { get; }

    /// <summary>What its weights hash to.</summary>
    public Digest Weights { get; }

    /// <summary>Orders being served, and orders that wait.</summary>
    public (int Served, int Waiting) Load => _scheduler.Load;

    internal JaramOptions Options { get; }

    internal TimeProvider Time { get; }

    internal DateTimeOffset Loaded { get; }

    internal ModelText Text { get; }

    internal RuleShelf Rules { get; }

    internal Gauges Gauges { get; }

    internal Design Design => _engine.Design;

    internal Engine Engine => _engine;

    /// <summary>Weights and how they are kept: what decides an answer beside the request.</summary>
    internal string Fingerprint => $"{Weights.ToString()[..12]}-{_engine.Options.Weights.Layers}".ToLowerInvariant();

    /// <summary>Opens the newest version of a model.</summary>
    /// <param name="options">Which, and how it is run.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InferenceException">There is no such model, or its weights are of another design.</exception>
    /// <exception cref="CheckpointException">Its weights cannot be read.</exception>
    /// <exception cref="TokenizerException">Its tokenizer cannot be read.</exception>
    /// <exception cref="DesignException">Its design cannot be read.</exception>
    public static ServedModel Open(JaramOptions options, TimeProvider time) =>
        Open(UsableModel.Open(options.Model, new()), options, time, _ => { });

    /// <summary>Packs a model's weights and begins to serve it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told the share that is packed, from 0 to 1, if that takes long.</param>
    /// <exception cref="InferenceException">Its weights are of another design, or memory does not suffice.</exception>
    public static ServedModel Open(UsableModel model, JaramOptions options, TimeProvider time,
        Action<double> progress) =>
        new(model, model.Weights.Start(model.Design, options.Engine, progress), options, time);

    /// <inheritdoc/>
    public void Dispose()
    {
        _scheduler.Dispose();
        _engine.Dispose();
        Gauges.Dispose();
    }

    /// <summary>Refuses a request to another model.</summary>
    internal void Refuse(string name)
    {
        if (name != Name)
            throw new RefusedException(StatusCodes.Status404NotFound, "model_not_found", "model",
                $"there is no model of that name here, only '{Name}'; ask for that one");
    }

    /// <summary>Tokens of an answer to a prompt.</summary>
    /// <param name="prompt">Tokens of the prompt.</param>
    /// <param name="asked">Tokens asked for; null for as many as are usual and fit.</param>
    /// <exception cref="RefusedException">They do not fit; nothing is ever cut off.</exception>
    internal int Fitting(int prompt, int? asked)
    {
        var most = asked ?? Math.Min(Options.AnswerTokens, Math.Max(1, Design.Context - prompt));
        return (long)prompt + most <= Design.Context ? most : throw new RefusedException(
            StatusCodes.Status400BadRequest, "context_length_exceeded", "",
            $"the prompt has {prompt} tokens and the answer may have {most}, the context holds {Design.Context}; "
            + "shorten the prompt or ask for a shorter answer");
    }

    /// <summary>Orders an answer.</summary>
    /// <exception cref="RefusedException">Too many wait, or it never fits into the cache.</exception>
    internal Answer Order(Order order)
    {
        try
        {
            return _scheduler.Take(order) ?? throw RefusedException.Full;
        }
        catch (InferenceException never)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, "context_length_exceeded", "", never.Message);
        }
    }
}
