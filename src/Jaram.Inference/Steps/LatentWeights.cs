using Jaram.Architecture.Blocks;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>The rows of kv_up that make one head's keys, and its values: [N rows; V rows] for each head.</summary>
internal static class LatentWeights
{
    extension(LatentAttentionDesign c)
    {
        /// <summary>W_UK of a head, (N, R).</summary>
        public MatrixWanted UpKey(Site site, int head) => c.Up(site) with
            { From = head * (c.PlainDim + c.ValueDim), Count = c.PlainDim };

        /// <summary>W_UV of a head, (V, R).</summary>
        public MatrixWanted UpValue(Site site, int head) => c.Up(site) with
            { From = head * (c.PlainDim + c.ValueDim) + c.PlainDim, Count = c.ValueDim };

        private MatrixWanted Up(Site site) => new($"{site.Prefix}kv_up.weight",
            c.Heads * (c.PlainDim + c.ValueDim), c.LatentRank, site.Formats.Latent);
    }
}
