using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Threads;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>Rewrites tokens as matrices of one format read them.</summary>
internal sealed unsafe class Inputs(Team team)
{
    private readonly RowJob<Work> _job = new(team);

    /// <summary>Prepares tokens.</summary>
    /// <param name="walk">Where there is room.</param>
    /// <param name="format">The matrices' format.</param>
    /// <param name="columns">Numbers of a token.</param>
    /// <param name="x">The first token.</param>
    /// <param name="stride">Floats from token to token.</param>
    /// <param name="rows">Tokens.</param>
    /// <returns>A pointer to each.</returns>
    public byte** Prepare(Walk walk, WeightFormat format, int columns, float* x, long stride, int rows)
    {
        var kernels = format.Panel();
        var bytes = kernels.InputBytes(columns);
        var pointers = (byte**)walk.Arena.Take<nint>(rows);
        var into = walk.Arena.Take<byte>((long)bytes * rows);
        _job.Run(new(kernels, columns, x, stride, into, bytes, pointers), rows);
        return pointers;
    }

    private readonly struct Work(PanelFormat kernels, int columns, float* x, long stride, byte* into, long bytes,
        byte** pointers) : IRowWork
    {
        private readonly float* _x = x;
        private readonly byte* _into = into;
        private readonly byte** _pointers = pointers;

        public void Do(int row)
        {
            _pointers[row] = _into + row * bytes;
            kernels.Prepare(_x + row * stride, _pointers[row], columns);
        }
    }
}
