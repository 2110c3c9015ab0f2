// What every run does to a model in a step, whatever the run is for: the gradients of a batch, their length, the cut,
// the optimizer's step.
// Source: ours.

using Jaram.Architecture;
using Jaram.Training.Blocks;
using Jaram.Training.Data;
using Jaram.Training.Operators;
using Jaram.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>A model with its gradients and its optimizer. Its weights are not set yet. Not thread-safe.</summary>
internal sealed class Learner : IDisposable
{
    /// <summary>Rows that are scored against the vocabulary at once: few enough for a CPU's cache, enough for a GPU to
    /// have work.</summary>
    private const int RowsOnCpu = 512, RowsOnGpu = 8192;

    /// <param name="design">What learns.</param>
    /// <param name="rates">At the schedule's height.</param>
    /// <param name="device">Where it is computed.</param>
    public Learner(Design design, OptimizerRates rates, Device device)
    {
        Determinism.Demand(device);
        var (operators, reason) = FusedOperators.Choose(device);
        (Device, Operators) = (device, Platform.Worded(reason));
        Model = new(design, operators, Platform.Precision(device), device);
        Optimizer = new(Model, rates, operators);
        Foresight = new(operators, design.LogitSoftcap, device.type == DeviceType.CUDA ? RowsOnGpu : RowsOnCpu);
        using var scope = NewDisposeScope();                            // each weight holds its gradient itself
        foreach (var weight in Model.parameters()) weight.grad = zeros_like(weight);
    }

    /// <summary>The model as it is now.</summary>
    public Decoder Model { get; }

    /// <summary>What changes it, and what that remembers.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The loss.</summary>
    public Foresight Foresight { get; }

    /// <summary>Where it is computed.</summary>
    public Device Device { get; }

    /// <summary>Fused or plain, and why if plain.</summary>
    public string Operators { get; }

    /// <summary>Fills every weight's gradient with that of the batch's mean loss.</summary>
    /// <param name="batch">What is learnt from.</param>
    /// <param name="microRows">Rows that go through the model at once.</param>
    /// <returns>The next tokens' losses added up, in nats.</returns>
    public double Gradients(Batch batch, int microRows)
    {
        using var outer = NewDisposeScope();
        foreach (var weight in Model.parameters()) weight.grad!.zero_();
        var nats = 0.0;
        for (var row = 0; row < batch.Rows; row += microRows)
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass();
            var rows = Math.Min(microRows, batch.Rows - row);
            var ids = Ids(batch.Inputs, batch).narrow(0, row, rows);
            var next = Ids(batch.Targets, batch).narrow(0, row, rows);
            var states = Model.Foresee(ids, next, pass);
            List<Tensor> slopes = [];
            var weight = 1.0 / batch.Predicted;
            foreach (var state in states)
            {
                var (loss, slope) =
                    Foresight.Backward(state.detach().flatten(0, 1), Model.Head, next.flatten(), weight);
                if (slopes.Count == 0) nats += loss;
                slopes.Add(slope.view_as(state));
                weight = Model.Design.Ahead is { } ahead ? ahead.Weight / ahead.Depth / batch.Predicted : 0;
                next = Decoder.Later(next);
            }
            autograd.backward([.. states], slopes);
        }
        return nats;
    }

    /// <summary>L2 norm of all gradients. Added up row by row and then here, so that threads change nothing; fetched
    /// from the device at once.</summary>
    public double GradientNorm()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var rows = cat([.. Model.parameters().Select(weight =>
            weight.grad!.square().reshape(weight.shape[0], -1).sum(1))]).cpu().data<float>();
        var (sum, at) = (0.0, 0);
        foreach (var weight in Model.parameters())
        {
            var own = 0.0;
            for (var end = at + (int)weight.shape[0]; at < end; at++) own += rows[at];
            sum += own;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>Changes every weight by its gradient, and a mixture's biases by its load.</summary>
    /// <param name="moment">Where in the run this step is.</param>
    /// <param name="norm">The gradients' length.</param>
    /// <param name="clip">The length that they are cut to; 0 for no cut.</param>
    public void Step(Moment moment, double norm, double clip)
    {
        Cut(norm, clip);
        Optimizer.Step(moment);
        foreach (var mixture in Model.Mixtures) mixture.Balance();
    }

    /// <summary>A batch's ids as a tensor.</summary>
    /// <param name="ids">(B, T) row-major</param>
    /// <param name="batch">Gives B and T.</param>
    /// <returns>(B, T) int64, fresh</returns>
    public Tensor Ids(long[] ids, Batch batch) => tensor(ids, device: Device).view(batch.Rows, batch.Context);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in Model.parameters()) weight.grad = null;
        Optimizer.Dispose();
        Model.Dispose();
    }

    private void Cut(double norm, double clip)
    {
        if (clip == 0 || norm <= clip) return;
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var weight in Model.parameters()) weight.grad!.mul_(clip / norm);
    }
}
