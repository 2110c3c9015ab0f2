using System.Collections.Immutable;
using System.Threading.Channels;

namespace Jaram.Inference.Serving;

/// <summary>Why an answer ended.</summary>
public enum EndReason
{
    /// <summary>The model said so.</summary>
    Stop,

    /// <summary>It was as long as asked, or the context was full.</summary>
    Length,

    /// <summary>The caller took the order back.</summary>
    Cancelled,
}

/// <summary>An answer as it comes into being. Its numbers are final once <see cref="Tokens"/> is at its end.</summary>
public sealed class Answer
{
    private readonly Channel<ScoredToken> _tokens =
        Channel.CreateUnbounded<ScoredToken>(new() { SingleReader = true, SingleWriter = true });
    private volatile bool _isCancelled;

    internal Answer(Order order, long ordered) => (Order, Ordered) = (order, ordered);

    /// <summary>What was asked.</summary>
    public Order Order { get; }

    /// <summary>First the prompt's tokens if they are scored, then those that are written. Reading fails as the engine
    /// did.</summary>
    public ChannelReader<ScoredToken> Tokens => _tokens.Reader;

    /// <summary>Why it ended.</summary>
    public EndReason Reason { get; private set; }

    /// <summary>The token that ended it, if the model did; it is none of <see cref="Tokens"/>.</summary>
    public ScoredToken? EndedBy { get; internal set; }

    /// <summary>The mean over the prompt of the stream after the last norm, one number a dimension, if it was asked
    /// for.</summary>
    public ImmutableArray<float> Embedding { get; internal set; } = [];

    /// <summary>Prompt tokens that need not be read, as they were known.</summary>
    public int KnownTokens { get; internal set; }

    /// <summary>Tokens written.</summary>
    public int WrittenTokens { get; internal set; }

    /// <summary>Bytes of cache that the text held at its end.</summary>
    public long CacheBytes { get; internal set; }

    /// <summary>Seconds that the engine computed for this answer alone: of each step its share by tokens.</summary>
    public double ComputeSeconds { get; internal set; }

    /// <summary>Seconds in the queue, and from the order to the first token.</summary>
    public (double Queue, double FirstToken) Waited { get; internal set; }

    /// <summary>Seconds from the order to the end.</summary>
    public double Seconds { get; internal set; }

    /// <summary>Takes the order back; its place is free before the next token.</summary>
    public void Cancel() => _isCancelled = true;

    internal long Ordered { get; }

    internal bool IsCancelled => _isCancelled;

    internal void Say(ScoredToken token) => _tokens.Writer.TryWrite(token);

    internal void End(EndReason reason)
    {
        Reason = reason;
        _tokens.Writer.TryComplete();
    }

    internal void Fail(Exception failure) => _tokens.Writer.TryComplete(failure);
}
