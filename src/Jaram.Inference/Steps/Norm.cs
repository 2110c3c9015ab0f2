using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Threads;

namespace Jaram.Inference.Steps;

/// <summary>RMS normalisation of tokens, or of their heads.</summary>
/// <param name="team">Who computes.</param>
/// <param name="width">Numbers that are normalised together.</param>
/// <param name="epsilon">Added to the mean square.</param>
/// <param name="gain">A factor for each number; null for none.</param>
internal sealed unsafe class Norm(Team team, int width, float epsilon, float* gain)
{
    private readonly float* _gain = gain;
    private readonly RowJob<Work> _job = new(team);

    /// <summary>Normalises each token.</summary>
    /// <param name="x">(rows, width)</param>
    /// <param name="into">(rows, width) to be filled; may be <paramref name="x"/></param>
    /// <param name="rows">Tokens.</param>
    public void Run(float* x, float* into, int rows) => _job.Run(new(this, x, into), rows);

    /// <summary>Normalises one head in place.</summary>
    public void Run(float* x) => Run(x, x);

    private void Run(float* x, float* into) => RmsNorm.Apply(x, _gain, width, epsilon, into);

    private long At(int row) => (long)row * width;

    private readonly struct Work(Norm norm, float* x, float* into) : IRowWork
    {
        private readonly float* _x = x, _into = into;

        public void Do(int row) => norm.Run(_x + norm.At(row), _into + norm.At(row));
    }
}
