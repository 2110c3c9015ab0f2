// The fat operations as libtorch's own fused kernels, reached through its dispatcher: TorchSharp lacks a scale and
// grouped heads for attention, and the fused optimizer altogether.
// Source: FlashAttention arXiv:2205.14135; libtorch 2.10 native_functions.yaml (scaled_dot_product_attention,
// _fused_adamw_). RMSNorm has no fused CPU kernel there, so it is spelt out with few passes over memory.

using TorchSharp;
using static TorchSharp.torch;

namespace Jaram.Training.Operators;

/// <summary>One kernel an operation, where libtorch has one.</summary>
public sealed class FusedOperators : IOperators
{
    private readonly PlainOperators _plain = new();

    /// <summary>The fused family if this libtorch serves it, else the plain one; the reason, if it is the plain
    /// one.</summary>
    public static (IOperators Operators, string? Reason) Choose(Device device) => Choose(() => Prove(device));

    /// <summary>The same, with another proof.</summary>
    /// <param name="prove">Throws what a library, an entry point or an operator that is missing throws.</param>
    internal static (IOperators Operators, string? Reason) Choose(Action prove)
    {
        try
        {
            prove();
            return (new FusedOperators(), null);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException
            or InvalidOperationException)
        {
            return (new PlainOperators(), missing.Message.ReplaceLineEndings(" "));
        }
    }

    /// <inheritdoc/>
    public Tensor Attention(Tensor q, Tensor k, Tensor v, Sight sight, double scale, double softcap)
    {
        if (softcap > 0) return _plain.Attention(q, k, v, sight, scale, softcap);           // no kernel bounds scores
        using var scope = NewDisposeScope();
        var (e, narrow) = (v.shape[^1], v.shape[^1] < q.shape[^1]);
        if (narrow) v = nn.functional.pad(v, (0, q.shape[^1] - e));                         // the kernel wants d = e
        var mask = sight.IsTriangle || sight.IsEverything ? null : sight.Mask(q.device);
        var y = Dispatcher.Call("aten::scaled_dot_product_attention",
            Dispatcher.Of(q), Dispatcher.Of(k), Dispatcher.Of(v),
            mask is null ? Dispatcher.None : Dispatcher.Some(Dispatcher.Of(mask)),
            Dispatcher.Of(0.0), Dispatcher.Of(sight.IsTriangle && !sight.IsEverything),
            Dispatcher.Some(Dispatcher.Of(scale)), Dispatcher.Of(q.shape[1] != k.shape[1]));
        return scope.MoveToOuter(narrow ? y.narrow(-1, 0, e) : y);
    }

    /// <inheritdoc/>
    public Tensor RmsNorm(Tensor x, Tensor? gain, double epsilon) =>
        Dispatcher.Call("aten::rms_norm", Dispatcher.Of(x), Dispatcher.List(Dispatcher.Of(x.shape[^1])),
            gain is null ? Dispatcher.None : Dispatcher.Some(Dispatcher.Of(gain.to(x.dtype))),
            Dispatcher.Some(Dispatcher.Of(epsilon)));

    /// <inheritdoc/>
    public (Tensor Losses, Tensor Slope) CrossEntropy(Tensor scores, Tensor targets, double softcap, double weight)
    {
        if (scores.device_type != DeviceType.CPU) return _plain.CrossEntropy(scores, targets, softcap, weight);
        using var scope = NewDisposeScope();
        var slope = scores.to(float32).contiguous();
        var losses = empty(scores.shape[0]);
        var (V, right) = ((int)scores.shape[1], targets.data<long>().ToArray());
        unsafe
        {
            fixed (byte* into = losses.bytes, rows = slope.bytes)
            {
                var (loss, row) = ((nint)into, (nint)rows);
                Parallel.For(0, right.Length, new() { MaxDegreeOfParallelism = get_num_threads() }, i =>
                    ((float*)loss)[i] = SoftmaxRow.Slope(
                        new((float*)row + (long)i * V, V), right[i], (float)softcap, (float)weight));
            }
        }
        return (scope.MoveToOuter(losses), scope.MoveToOuter(slope.to(scores.dtype)));
    }

    /// <inheritdoc/>
    public void AdamW(IReadOnlyList<Moments> moments, long step, AdamRates rates)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Dispatcher.Run("aten::_fused_adamw_",
            List(m => m.Weight), List(m => m.Gradient), List(m => m.First), List(m => m.Second), Dispatcher.List(),
            List(m => tensor((float)step, device: m.Weight.device)), Dispatcher.Of(rates.Rate),
            Dispatcher.Of(rates.Beta1), Dispatcher.Of(rates.Beta2), Dispatcher.Of(rates.Decay),
            Dispatcher.Of(rates.Epsilon), Dispatcher.Of(false), Dispatcher.Of(false), Dispatcher.None, Dispatcher.None);

        ulong List(Func<Moments, Tensor> part) => Dispatcher.List([.. moments.Select(m => Dispatcher.Of(part(m)))]);
    }

    /// <summary>Runs every operation once, so that what is missing is known before the first step.</summary>
    private static void Prove(Device device)
    {
        using var scope = NewDisposeScope();
        var (fused, x) = (new FusedOperators(), ones(1, 1, 2, 8, device: device));
        fused.Attention(x, x, x, new Sight(2, 2, 0), scale: 1, softcap: 0);
        fused.RmsNorm(x, null, 1e-6);
        fused.AdamW([new(x.clone(), x, zeros_like(x), zeros_like(x))], step: 1, new(0.1, 0, 0.9, 0.9));
    }
}
