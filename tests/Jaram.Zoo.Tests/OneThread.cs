using static TorchSharp.torch;

namespace Jaram.Zoo.Tests;

/// <summary>For tensors this small, waking a second thread takes longer than the work.</summary>
public sealed class OneThread
{
    public OneThread() => set_num_threads(1);
}
