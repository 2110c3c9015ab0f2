// How long a step takes on a machine: whichever is longer of reading and computing, and what is spent besides.
//
//   t(B, n) = max( (W(B) + B·KV(n)) / (share_b · bandwidth),  B·F(n) / (share_c · peak) ) + t0
//
//   B texts · n tokens before · W weights read · KV cache read · F operations of a token, attention included
//
// Source: roofline model, Williams et al., CACM 52(4), 2009; batch and cache terms as in arXiv:2211.05102, section 2.

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Costing;

/// <summary>What a machine can do.</summary>
/// <param name="Bandwidth">Bytes a second that memory gives.</param>
/// <param name="Peak">Operations a second; a multiply-add is two.</param>
/// <param name="BandwidthShare">Share of the bandwidth that is reached, above 0.</param>
/// <param name="ComputeShare">Share of the peak that is reached, above 0.</param>
/// <param name="Overhead">Seconds of a step that go to neither.</param>
public sealed record Rates(
    double Bandwidth, double Peak, double BandwidthShare, double ComputeShare, double Overhead);

/// <summary>Predicts a design's steps.</summary>
/// <param name="design">The model.</param>
/// <param name="reads">What it reads.</param>
public sealed class StepModel(Design design, StepReads reads)
{
    private readonly Count _count = Count.Of(design);

    /// <summary>The model.</summary>
    public Design Design { get; } = design;

    /// <summary>What the design reads.</summary>
    public StepReads Reads { get; } = reads;

    /// <summary>Bytes that a decoding step reads.</summary>
    /// <param name="batch">Texts B, one token each.</param>
    /// <param name="depth">Tokens before, 0 or more.</param>
    public double DecodeBytes(double batch, int depth) => Reads.Read(batch) + batch * Reads.Cache(depth);

    /// <summary>Operations of a decoding step.</summary>
    public double DecodeFlops(double batch, int depth) => batch * _count.Flops(new Work.Decode(depth + 1));

    /// <summary>Bytes that reading a prompt at once reads.</summary>
    public double PrefillBytes(int tokens) => Reads.Read(tokens);

    /// <summary>Operations of reading a prompt at once, only the last token scored.</summary>
    public double PrefillFlops(int tokens) =>
        tokens * _count.Flops(new Work.Prefill(tokens)) - (tokens - 1.0) * 2 * Design.Width * Design.Vocabulary;

    /// <summary>Seconds of a decoding step.</summary>
    public double Decode(Rates rates, double batch, int depth) =>
        Seconds(rates, DecodeBytes(batch, depth), DecodeFlops(batch, depth));

    /// <summary>Seconds of reading a prompt.</summary>
    public double Prefill(Rates rates, int tokens) => Seconds(rates, PrefillBytes(tokens), PrefillFlops(tokens));

    /// <summary>The most texts of a length that memory holds beside the weights; 0 if not one.</summary>
    /// <param name="memory">Bytes.</param>
    /// <param name="tokens">Tokens of each text.</param>
    /// <param name="atMost">More are not asked for.</param>
    public int MostTexts(double memory, int tokens, int atMost)
    {
        var left = memory - Reads.Weights;
        if (left < 0) return 0;
        var each = Reads.Cache(tokens);
        return each == 0 ? atMost : (int)Math.Min(atMost, Math.Floor(left / each));
    }

    private static double Seconds(Rates rates, double bytes, double flops) => rates.Overhead + Math.Max(
        bytes / (rates.BandwidthShare * rates.Bandwidth), flops / (rates.ComputeShare * rates.Peak));
}
