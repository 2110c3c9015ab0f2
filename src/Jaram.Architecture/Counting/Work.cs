namespace Jaram.Architecture.Counting;

/// <summary>What a model is doing while its operations are counted.</summary>
public abstract record Work
{
    private Work() { }

    /// <summary>Tokens in play.</summary>
    public abstract int Context { get; }

    /// <summary>Keys that one token reads: exact for decoding, the mean over all tokens for prefill.</summary>
    /// <param name="window">Tokens that a token may read, itself included; 0 for all.</param>
    public abstract double KeysRead(int window);

    /// <summary>All tokens of a context at once; counts are the mean per token.</summary>
    /// <param name="Context">Tokens read, 1 or more.</param>
    public sealed record Prefill(int Context) : Work
    {
        /// <inheritdoc/>
        public override int Context { get; } = Must.BePositive(Context);

        /// <inheritdoc/>
        public override double KeysRead(int window)
        {
            double full = window == 0 ? Context : Math.Min(window, Context);    // tokens that do not fill the window
            return full * (full + 1) / 2 / Context + (Context - full) * full / Context;
        }
    }

    /// <summary>One more token after others that are cached.</summary>
    /// <param name="Context">Tokens in play, the new one included, 1 or more.</param>
    public sealed record Decode(int Context) : Work
    {
        /// <inheritdoc/>
        public override int Context { get; } = Must.BePositive(Context);

        /// <inheritdoc/>
        public override double KeysRead(int window) => window == 0 ? Context : Math.Min(window, Context);
    }
}
