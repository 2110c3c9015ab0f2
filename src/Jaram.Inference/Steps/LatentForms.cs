// When latents are expanded: absorbed, a query and a key cost 2(2R+P) operations a head; expanded, 2(N+P+V), but every
// latent that is seen must be expanded first, for 2R(N+V). Counted exactly for causal attention.
// Source: ours, from the operation counts of DeepSeek-V2, arXiv:2405.04434, section 2.1.

using Jaram.Architecture.Blocks;
using Jaram.Inference.Running;

namespace Jaram.Inference.Steps;

/// <summary>Which of the two forms of latent attention is cheaper.</summary>
internal static class LatentForms
{
    /// <summary>Fewer new tokens are never expanded: making room for K and V is not worth it.</summary>
    private const int Fewest = 16;

    extension(LatentAttentionDesign c)
    {
        /// <summary>What scores are multiplied by.</summary>
        public float ScoreScale =>
            (float)((c.Rotary?.Scaling?.ScoreFactor ?? 1) / Math.Sqrt(c.PlainDim + c.RotaryDim));

        /// <summary>Whether these tokens' keys and values are to be made.</summary>
        public bool IsWorthExpanding(in RowSpan span) =>
            span.Rows >= Fewest && c.IsCheaperExpanded(span.Start, span.Rows);

        /// <summary>Whether expanding costs no more operations.</summary>
        /// <param name="old">Tokens kept from before.</param>
        /// <param name="fresh">Tokens to come.</param>
        public bool IsCheaperExpanded(long old, long fresh)
        {
            var again = (double)old * c.LatentRank * (c.PlainDim + c.ValueDim);
            var spared = 2.0 * c.LatentRank + c.RotaryDim - (c.PlainDim + c.RotaryDim + c.ValueDim);
            return again <= spared * fresh * (old + (fresh + 1) / 2.0);
        }
    }
}
