using Jaram.Inference.Running;

namespace Jaram.Inference.Steps;

/// <summary>A block of a design as the engine runs it.</summary>
internal unsafe interface IStep
{
    /// <summary>Computes the block for all tokens of a walk.</summary>
    /// <param name="walk">Tokens, threads and room.</param>
    /// <param name="x">(rows, D); may be overwritten</param>
    /// <param name="y">(rows, D) to be filled</param>
    void Run(Walk walk, float* x, float* y);
}
