using System.CommandLine;
using Jaram.Inference;
using Jaram.Inference.Generating;
using Jaram.Inference.Loading;
using Jaram.Inference.Weights;

namespace Jaram.Cli.Generating;

/// <summary>The options of verbs that run a model for one user: how it is kept, and what computes.</summary>
internal sealed class RunningFlags
{
    /// <summary>Caches take a quarter of the memory at most.</summary>
    private const int Quarter = 4;

    private static readonly Dictionary<string, Drafts> _drafts = new()
        { ["none"] = Drafts.None, ["lookup"] = Drafts.PromptLookup, ["ahead"] = Drafts.Ahead };

    private readonly Desk _desk;
    private readonly Option<string?> _weights, _draft;
    private readonly Option<int> _threads;

    public RunningFlags(Desk desk, Command verb)
    {
        _desk = desk;
        verb.Options.Add(_weights = WeightsOption.Make(desk));
        verb.Options.Add(_draft = new Option<string?>("--draft")
        {
            Description = desk.Say(
                "How tokens are guessed ahead; no answer depends on it. Left out, by the model's own modules if any",
                "토큰을 미리 짐작하는 방법. 답은 바뀌지 않습니다. 없으면 모델에 앞을 보는 모듈이 있을 때 그것으로"),
            HelpName = string.Join('|', _drafts.Keys),
        }.AcceptOnlyFromAmong([.. _drafts.Keys]));
        verb.Options.Add(_threads = NumberOption.Make(desk, "--threads", desk.Say("Threads that compute", "계산할 스레드 수"),
            new EngineOptions().Threads, 1, 1024));
    }

    /// <summary>Opens a model.</summary>
    /// <exception cref="MisuseException">There is none in the folder, or it cannot draft as asked.</exception>
    /// <exception cref="InferenceException">It cannot be run.</exception>
    public RunningModel Open(ParseResult given, string folder)
    {
        var model = MisuseException.Guard(() => UsableModel.Open(folder, new()));
        var hasAhead = model.Design.Ahead is not null;
        var drafts = given.GetValue(_draft) is { } word ? _drafts[word] : hasAhead ? Drafts.Ahead : Drafts.None;
        if (drafts == Drafts.Ahead && !hasAhead)
            throw new MisuseException(_desk.Say(
                $"--draft ahead: {folder} has no modules that look ahead; take --draft lookup or none",
                $"--draft ahead: {folder}에는 앞을 보는 모듈이 없습니다. --draft lookup이나 none을 쓰십시오"));
        var options = new EngineOptions
        {
            Weights = WeightPlan.Of(given.GetValue(_weights) ?? model.UsualWeights), Threads = given.GetValue(_threads),
            CacheBytes = Math.Min(new EngineOptions().CacheBytes,
                GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Quarter),
        };
        return new(model, model.Weights.Start(model.Design, options, new PackingNote(_desk).Tell), drafts);
    }
}

/// <summary>A model in memory.</summary>
/// <param name="Model">What it is.</param>
/// <param name="Engine">What runs it.</param>
/// <param name="Drafts">How its tokens are guessed ahead.</param>
internal sealed record RunningModel(UsableModel Model, Engine Engine, Drafts Drafts) : IDisposable
{
    /// <summary>Writes with it.</summary>
    public Writer Writer => new(Engine, Model.Tokenizer, Drafts);

    public void Dispose() => Engine.Dispose();
}
