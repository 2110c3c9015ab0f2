// Mixtures of experts as others build them.
// Source: Mixtral arXiv:2401.04088; DeepSeekMoE arXiv:2401.06066; balancing biases arXiv:2408.15664; groups
// arXiv:2412.19437, section 2.1.2; experts in a narrower space: Nemotron 3, Kimi K3.

namespace Jaram.Architecture.Atlas.Channels;

/// <summary>How a router turns an affinity into a weight.</summary>
public enum Scoring
{
    /// <summary>Each expert by itself: σ(Wx).</summary>
    Sigmoid,

    /// <summary>Against all other experts: softmax(Wx).</summary>
    Softmax,

    /// <summary>Against the other chosen experts: softmax over those of Wx that are highest.</summary>
    SoftmaxOfChosen,

    /// <summary>√softplus(Wx).</summary>
    SqrtSoftplus,
}

/// <summary>Many experts of which each token passes a few.</summary>
public sealed record MixtureChannel : Channel
{
    /// <summary>Routed experts E.</summary>
    public required int Experts { get; init => field = Must.BePositive(value); }

    /// <summary>Routed experts k that one token passes.</summary>
    public required int Active { get; init => field = Must.BePositive(value); }

    /// <summary>One routed expert.</summary>
    public required MlpChannel Expert { get; init; }

    /// <summary>Experts that every token passes.</summary>
    public int Shared { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Hidden channels of all shared experts together; 0 for as many each as a routed one has.</summary>
    public int SharedHidden { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether what the shared experts add passes a sigmoid gate of the token.</summary>
    public bool SharedGate { get; init; }

    /// <summary>How the router turns an affinity into a weight.</summary>
    public required Scoring Scoring { get; init; }

    /// <summary>Whether the token's id alone, by a table, says which experts it passes.</summary>
    public bool ChosenById { get; init; }

    /// <summary>Whether the router has shifts that training learns.</summary>
    public bool RouterBias { get; init; }

    /// <summary>Whether a bias of each expert, which no gradient trains, balances their loads.</summary>
    public bool BalancedByBias { get; init; }

    /// <summary>Groups that the experts are parted into; 0 for none.</summary>
    public int Groups { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Groups that one token may choose from.</summary>
    public int ActiveGroups { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether the chosen experts' weights are divided by their sum.</summary>
    public bool NormalizeWeights { get; init; }

    /// <summary>What the weights are multiplied by.</summary>
    public required double Scale { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of the narrower space that routed experts work in; 0 for the model's own width.</summary>
    public int LatentWidth { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether that narrower space is normalised.</summary>
    public bool LatentNorm { get; init; }

    /// <summary>A network beside the experts that every token passes, with norms of its own; absent for none.</summary>
    public MlpChannel? Beside { get; init; }

    /// <summary>Norms of the model's width that the two halves have, if a network stands beside.</summary>
    public int BesideNorms { get; init => field = Must.NotBeNegative(value); }

    /// <summary>The shared experts as the one network that they are; null without any.</summary>
    public MlpChannel? SharedExpert => Shared == 0 ? null : Expert with
    {
        Hidden = SharedHidden > 0 ? SharedHidden : Expert.Hidden * Shared,
    };

    /// <inheritdoc/>
    public override long Parameters(int width) => Rest(width) + Experts * Expert.Parameters(Inner(width));

    /// <inheritdoc/>
    public override long ActiveParameters(int width) => Rest(width) + Active * Expert.Parameters(Inner(width));

    /// <inheritdoc/>
    public override double Flops(int width) =>
        2.0 * (Router(width) + Ways(width) + (SharedGate ? width : 0)) + Active * Expert.Flops(Inner(width))
        + (SharedExpert?.Flops(width) ?? 0) + (Beside?.Flops(width) ?? 0);

    internal override void Check()
    {
        Must.BeAtMost(nameof(Active), Active, nameof(Experts), Experts);
        Must.BeAtMost(nameof(Shared), Shared, $"{int.MaxValue} over expert.hidden", int.MaxValue / Expert.Hidden);
        NeedsWith(nameof(SharedHidden), SharedHidden, Shared > 0, nameof(Shared));
        NeedsWith(nameof(BesideNorms), BesideNorms, Beside is not null, nameof(Beside));
        NeedsWith(nameof(ActiveGroups), ActiveGroups, Groups > 0, nameof(Groups));
        if (Groups == 0) return;
        Must.BeMultiple(nameof(Experts), Experts, nameof(Groups), Groups);
        Must.BePositive(ActiveGroups, nameof(ActiveGroups));
        Must.BeAtMost(nameof(ActiveGroups), ActiveGroups, nameof(Groups), Groups);
        Must.BeAtMost(nameof(Active), Active, "experts of the active groups", Experts / Groups * ActiveGroups);
    }

    private static void NeedsWith(string key, int value, bool isThere, string other)
    {
        if (value > 0 && !isThere)
            throw Must.Refusal(key, value, $"must be 0 without {Must.Name(other)}",
                $"give {Must.Name(other)}, or leave it out");
    }

    /// <summary>All but the routed experts.</summary>
    private long Rest(int width) => Router(width) + (RouterBias ? Experts : 0) + Ways(width)
        + (LatentNorm ? LatentWidth : 0) + (SharedExpert?.Parameters(width) ?? 0) + (SharedGate ? width : 0)
        + (Beside?.Parameters(width) ?? 0) + (long)BesideNorms * width;

    private long Router(int width) => ChosenById ? 0 : (long)width * Experts;

    /// <summary>The ways into the narrower space and back.</summary>
    private long Ways(int width) => 2L * width * LatentWidth;

    private int Inner(int width) => LatentWidth > 0 ? LatentWidth : width;
}
