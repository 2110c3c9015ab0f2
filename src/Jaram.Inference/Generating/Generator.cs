// One text at a time, token after token; drafts are checked all at once. The tokens are those that would have been
// drawn without drafts, to the last bit: each is drawn from the same scores with the same random number.
// Source: speculative decoding arXiv:2211.17192, section 2; a draft is a single token here, accepted if it is the one
// that was drawn.

using System.Runtime.InteropServices;
using Jaram.Inference.Caching;
using Jaram.Inference.Drafting;

namespace Jaram.Inference.Generating;

/// <summary>Lets a model write one text. Nothing is allocated for a token once its lists have grown.</summary>
public sealed class Generator : IDisposable
{
    /// <summary>Tokens drafted at once.</summary>
    private const int MostDrafts = 8;

    private readonly Engine _engine;
    private readonly Sequence _sequence;
    private readonly Sampler _sampler;
    private readonly IDrafter? _drafter;
    private readonly Batch _batch = new();
    private readonly List<int> _text;
    private readonly int[] _step = new int[MostDrafts + 1];
    private readonly int _promptLength;
    private int _shown;

    /// <summary>Reads a prompt.</summary>
    /// <param name="engine">The model.</param>
    /// <param name="prompt">Ids, 1 or more.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <param name="drafts">How drafts are made.</param>
    /// <exception cref="InferenceException">The prompt is empty or too long for the cache.</exception>
    public Generator(Engine engine, IReadOnlyCollection<int> prompt, SamplingOptions options, Drafts drafts)
    {
        if (prompt.Count == 0)
            throw new InferenceException("a prompt of 0 tokens cannot be gone on from; give one at least");
        (_engine, _sequence, _sampler) = (engine, engine.Begin(), new(options, engine.Design.Vocabulary));
        (_text, _promptLength, _shown) = ([.. prompt], prompt.Count, prompt.Count);
        _drafter = drafts switch
        {
            Drafts.None => null,
            Drafts.PromptLookup => new PromptLookup(),
            _ => new AheadDrafter(engine, _sequence),
        };
        foreach (var token in prompt) _sampler.Note(token, Sampler.Origin.Prompt);
        ReadPrompt(CollectionsMarshal.AsSpan(_text));
    }

    /// <summary>Tokens that the model was run for, and tokens that came of it.</summary>
    public (int Runs, int Tokens) Steps { get; private set; }

    /// <summary>The next token.</summary>
    public int Next()
    {
        if (_shown == _text.Count) Step();
        return _text[_shown++];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_drafter as IDisposable)?.Dispose();
        _sequence.Dispose();
        _batch.Dispose();
    }

    /// <summary>Reads the prompt and draws the first token.</summary>
    private void ReadPrompt(ReadOnlySpan<int> prompt)
    {
        for (var read = 0; read < prompt.Length;)
        {
            if (read > 0) _drafter?.Draft(prompt[..(read + 1)], _step);     // it reads along
            var chunk = prompt[read..Math.Min(read + Engine.ChunkTokens, prompt.Length)];
            read += chunk.Length;
            _batch.Clear();
            _batch.Add(_sequence, chunk, read == prompt.Length ? Scored.Last : Scored.Nothing);
            _engine.Run(_batch);
            _drafter?.Accept(0, chunk.Length);
        }
        Draw(0);
        Steps = (1, 1);
    }

    private int Draw(int row)
    {
        var token = _sampler.Draw(_batch.Logits(row), _text.Count - _promptLength);
        _sampler.Note(token, Sampler.Origin.Written);
        _text.Add(token);
        return token;
    }

    /// <summary>Reads the last token and some drafts, and draws until a draft was wrong.</summary>
    private void Step()
    {
        var text = CollectionsMarshal.AsSpan(_text);
        var drafts = _step.AsSpan(1);
        var count = _drafter?.Draft(text, drafts) ?? 0;
        _step[0] = text[^1];
        _batch.Clear();
        _batch.Add(_sequence, _step.AsSpan(0, count + 1), Scored.All);
        _engine.Run(_batch);
        var read = 0;
        for (var isRight = true; isRight; read++)
        {
            var token = Draw(read);
            isRight = read < count && token == drafts[read];
        }
        _sequence.Truncate(_sequence.Length - (count + 1 - read));
        _drafter?.Accept(0, read);
        Steps = (Steps.Runs + 1, Steps.Tokens + read);
    }
}

/// <summary>How drafts are made.</summary>
public enum Drafts
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By looking the last tokens up in the text.</summary>
    PromptLookup,

    /// <summary>By the model's own modules that look ahead.</summary>
    Ahead,
}
