using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>Tests run on one thread: for tensors this small, waking a second one takes longer than the work.</summary>
public sealed class OneThread
{
    public OneThread() => set_num_threads(1);
}
