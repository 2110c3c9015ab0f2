using Jaram.Inference.Caching;
using Jaram.Inference.Generating;

namespace Jaram.Inference.Serving;

/// <summary>An order that is being served.</summary>
internal sealed class Seat
{
    private readonly List<int> _text;
    private readonly double[] _sum;
    private readonly Guide? _guide;
    private EndReason? _reason;

    public Seat(Answer answer, Engine engine)
    {
        (Answer, Sequence) = (answer, engine.Begin());
        Sampler = new(answer.Order.Sampling, engine.Design.Vocabulary);
        Chain = new(answer.Order.Tenant);
        _text = [.. answer.Order.Prompt];
        _sum = new double[Order.Embeds ? engine.Design.Width : 0];
        if (Order.Guidance is { } guidance) _guide = new(guidance, engine.Design.Vocabulary);
        foreach (var token in _text) Sampler.Note(token, Sampler.Origin.Prompt);
    }

    public Answer Answer { get; }

    public Order Order => Answer.Order;

    public Sequence Sequence { get; }

    public Sampler Sampler { get; }

    public PrefixChain Chain { get; }

    /// <summary>Prompt and what was written.</summary>
    public ReadOnlySpan<int> Text => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_text);

    /// <summary>Whether the prompt has been read.</summary>
    public bool IsWriting => Sequence.Length >= Order.Prompt.Length;

    /// <summary>Whether the answer is as long as asked, or has ended by itself.</summary>
    public bool IsOver => _reason is not null || IsWriting && Answer.WrittenTokens >= Order.MostTokens;

    /// <summary>The next stretch of the prompt; stretches end at multiples of a chunk, whatever else is going on.
    /// </summary>
    public ReadOnlySpan<int> NextChunk(int chunk)
    {
        var end = Math.Min((Sequence.Length / chunk + 1) * chunk, Order.Prompt.Length);
        return Text[Sequence.Length..end];
    }

    /// <summary>What is wanted of so many tokens that come next.</summary>
    public Scored Wants(int tokens) => Order switch
    {
        { Embeds: true } => Scored.States,
        { ScoresPrompt: true } => Scored.All,
        _ => Sequence.Length + tokens == Order.Prompt.Length ? Scored.Last : Scored.Nothing,
    };

    /// <summary>Adds what the model made of a token to the mean.</summary>
    public void Gather(ReadOnlySpan<float> state)
    {
        for (var i = 0; i < state.Length; i++) _sum[i] += state[i];
    }

    /// <summary>Chooses the next token.</summary>
    /// <param name="scores">One a token of the vocabulary; they are changed.</param>
    public int Draw(Span<float> scores)
    {
        _guide?.Restrain(scores);
        return Sampler.Draw(scores, Answer.WrittenTokens);
    }

    public void Write(ScoredToken token)
    {
        _guide?.Note(token.Id);
        Sampler.Note(token.Id, Sampler.Origin.Written);
        _text.Add(token.Id);
        Answer.WrittenTokens++;
        Answer.Say(token);
    }

    /// <summary>Notes that the model ended the answer.</summary>
    public void End(ScoredToken by) => (_reason, Answer.EndedBy) = (EndReason.Stop, by);

    /// <summary>Gives the pages back, then tells whoever reads the answer that it is over.</summary>
    /// <param name="otherwise">Why, if the model did not end it.</param>
    public void Leave(EndReason otherwise)
    {
        Answer.CacheBytes = Sequence.Bytes;
        Answer.Embedding = [.. _sum.Select(sum => (float)(sum / Order.Prompt.Length))];
        Sequence.Dispose();
        Answer.End(_reason ?? otherwise);
    }
}
