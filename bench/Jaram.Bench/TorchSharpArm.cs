// The peer: what a user of TorchSharp writes from its documentation. Modules' and functional's own operations, the loss
// over whole logits through autograd, torch.optim.AdamW, gradient clipping, warm-up and cosine. Nothing of ours but the
// batches, so that both arms read the same tokens in the same order.
// Source: recipe of nanoGPT (karpathy, 2023), train.py: β 0.9 and 0.95, decay 0.1, clip 1, cosine to a tenth.

using Jaram.Training.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Bench;

/// <summary>Training in TorchSharp's own operations.</summary>
internal sealed class TorchSharpArm : IArm
{
    private const int HeldOutTokens = 32_768, WarmUp = 40;

    private readonly Func<Tensor, Tensor> _logits;
    private readonly Parameter[] _weights;
    private readonly Batches _batches;
    private readonly List<Batch> _heldOut;
    private readonly optim.Optimizer _optimizer;
    private readonly double _rate;
    private readonly long _steps;
    private long _step;

    /// <param name="model">Its weights are trained.</param>
    /// <param name="logits">(B, T) int64 to (B, T, V).</param>
    /// <param name="shards">On what.</param>
    /// <param name="rows">Rows of a step.</param>
    /// <param name="context">Tokens of a row.</param>
    /// <param name="rate">AdamW's learning rate at its height.</param>
    /// <param name="steps">Steps that the schedule is laid out for.</param>
    public TorchSharpArm(nn.Module model, Func<Tensor, Tensor> logits, ShardFolder shards, int rows, int context,
        double rate, long steps)
    {
        (_logits, _rate, _steps) = (logits, rate, steps);
        _weights = [.. model.parameters()];
        _batches = new(shards, rows, context, seed: 1);
        _heldOut = [.. Batches.HeldOut(shards, rows, context, HeldOutTokens)];
        _optimizer = optim.AdamW(_weights, rate, 0.9, 0.95, 1e-8, weight_decay: 0.1);
    }

    /// <inheritdoc/>
    public long Parameters => _weights.Sum(weight => weight.numel());

    /// <inheritdoc/>
    public void Run(Func<bool> next)
    {
        while (next()) Step();
    }

    /// <inheritdoc/>
    public double Score()
    {
        using var quiet = no_grad();
        var (nats, tokens) = (0.0, 0L);
        foreach (var batch in _heldOut)
        {
            using var scope = NewDisposeScope();
            nats += Loss(batch).item<float>() * batch.Predicted;
            tokens += batch.Predicted;
        }
        return nats / tokens;
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private void Step()
    {
        using var scope = NewDisposeScope();
        foreach (var group in _optimizer.ParamGroups) group.LearningRate = _rate * Share(_step);
        _optimizer.zero_grad();
        Loss(_batches.At(_step++)).backward();
        nn.utils.clip_grad_norm_(_weights, 1);
        _optimizer.step();
    }

    private Tensor Loss(Batch batch)
    {
        var logits = _logits(tensor(batch.Inputs).view(batch.Rows, batch.Context));
        return nn.functional.cross_entropy(logits.flatten(0, 1), tensor(batch.Targets), ignore_index: Batch.NoTarget);
    }

    private double Share(long step) => step < WarmUp
        ? (step + 1.0) / WarmUp
        : 0.55 + 0.45 * Math.Cos(Math.PI * Math.Min(1, (step - WarmUp) / Math.Max(1.0, _steps - WarmUp)));
}
