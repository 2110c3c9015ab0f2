using Jaram.Inference.Caching;
using Jaram.Inference.Constraints;
using Jaram.Inference.Generating;

namespace Jaram.Inference.Serving;

/// <summary>An order that is being served.</summary>
internal sealed class Seat
{
    private readonly List<int> _text;
    private readonly ulong[] _mask;
    private Position _position;
    private EndReason? _reason;

    public Seat(Answer answer, Engine engine)
    {
        (Answer, Sequence) = (answer, engine.Begin());
        Sampler = new(answer.Order.Sampling, engine.Design.Vocabulary);
        Chain = new(answer.Order.Tenant);
        _mask = answer.Order.Constraint is null ? [] : new ulong[(engine.Design.Vocabulary + 63) / 64];
        if (answer.Order.Constraint is { } constraint) _position = constraint.Start;
        _text = [.. answer.Order.Prompt];
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

    /// <summary>The next stretch of the prompt; stretches end at multiples of a chunk, whatever else is going on.</summary>
    public ReadOnlySpan<int> NextChunk(int chunk)
    {
        var end = Math.Min((Sequence.Length / chunk + 1) * chunk, Order.Prompt.Length);
        return Text[Sequence.Length..end];
    }

    /// <summary>Draws the next token, among those that what is written allows.</summary>
    /// <param name="scores">One a token of the vocabulary; they are changed.</param>
    public int Draw(Span<float> scores)
    {
        if (Order.Constraint is { } constraint)
        {
            constraint.Allow(_position, _mask);
            for (var id = 0; id < scores.Length; id++)
                if ((_mask[id / 64] >> (id % 64) & 1) == 0) scores[id] = float.NegativeInfinity;
        }
        return Sampler.Draw(scores, Answer.WrittenTokens);
    }

    public void Write(int token)
    {
        if (Order.Constraint is { } constraint) constraint.TryAdvance(_position, token, out _position);
        Sampler.Note(token, Sampler.Origin.Written);
        _text.Add(token);
        Answer.WrittenTokens++;
    }

    /// <summary>Notes that the model ended the answer.</summary>
    public void End() => _reason = EndReason.Stop;

    /// <summary>Gives the pages back, then tells whoever reads the answer that it is over.</summary>
    /// <param name="otherwise">Why, if the model did not end it.</param>
    public void Leave(EndReason otherwise)
    {
        Answer.CacheBytes = Sequence.Bytes;
        Sequence.Dispose();
        Answer.End(_reason ?? otherwise);
    }
}
