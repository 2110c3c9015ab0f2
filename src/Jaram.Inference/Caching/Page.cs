namespace Jaram.Inference.Caching;

/// <summary>The unit in which a cache grows and is shared: what all layers of one group keep of 16 tokens.</summary>
internal static class Page
{
    /// <summary>Tokens of a page.</summary>
    public const int Tokens = 16;

    /// <summary>Pages of so many tokens.</summary>
    public static int Of(int tokens) => (tokens + Tokens - 1) / Tokens;
}
