using System.Diagnostics;
using Jaram.Architecture.Blocks;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Threads;

namespace Jaram.Inference.Steps;

/// <summary>Bends the hidden channels of tokens; what comes out stands where the gate stood.</summary>
/// <param name="team">Who computes.</param>
/// <param name="c">Hidden size and activation.</param>
internal sealed unsafe class Bend(Team team, MlpDesign c)
{
    private readonly RowJob<Work> _job = new(team);

    /// <param name="hidden">(rows, gate and up), the first F floats of each to be filled</param>
    /// <param name="rows">Tokens.</param>
    public void Run(float* hidden, int rows) => _job.Run(new(c, hidden), rows);

    private readonly struct Work(MlpDesign c, float* hidden) : IRowWork
    {
        private readonly float* _hidden = hidden;

        public void Do(int row)
        {
            var x = _hidden + row * c.UpChannels;
            switch (c.Activation)
            {
                case Activation.SwiGlu: Bending.Apply<SiluTimes>(x, x + c.Hidden, x, c.Hidden); break;
                case Activation.Gelu: Bending.Apply<Gelu>(x, x, x, c.Hidden); break;
                case Activation.ReluSquared: Bending.Apply<ReluSquared>(x, x, x, c.Hidden); break;
                default: throw new UnreachableException();
            }
        }
    }
}
