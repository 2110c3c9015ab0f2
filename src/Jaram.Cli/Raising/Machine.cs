using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Jaram.Cli.Raising;

/// <summary>What computes: device, threads, and the fastest that it multiplies.</summary>
internal static class Machine
{
    private const int SideOnCpu = 768, SideOnGpu = 8192;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The device that was asked for; sets the threads of libtorch.</summary>
    /// <param name="device">"cpu" or "cuda".</param>
    /// <param name="threads">null leaves libtorch's choice: one a physical core.</param>
    /// <param name="desk">Words the refusal.</param>
    /// <exception cref="MisuseException">CUDA is not there.</exception>
    public static Device Choose(string device, int? threads, Desk desk)
    {
        if (threads is { } count) set_num_threads(count);
        if (device == "cpu") return CPU;
        if (!cuda_is_available())
            throw new MisuseException(desk.Say(
                "--device cuda: this build has libtorch for the CPU, or the driver is missing; build again with: "
                + "dotnet build src/Jaram.Cli -c Release -p:Cuda=true",
                "--device cuda: CPU용 libtorch로 만든 프로그램이거나 드라이버가 없습니다. 다시 빌드하세요: "
                + "dotnet build src/Jaram.Cli -c Release -p:Cuda=true"));
        return CUDA;
    }

    /// <summary>The most operations a second in a product of two square matrices, of what a third of a second shows:
    /// what utilisation is measured against.</summary>
    public static double PeakFlops(Device device, ScalarType precision)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var side = device.type == DeviceType.CUDA ? SideOnGpu : SideOnCpu;
        var a = rand(side, side, dtype: precision, device: device);     // ones would draw less power, and run faster
        var (begun, best) = (Stopwatch.GetTimestamp(), 0.0);
        while (Stopwatch.GetElapsedTime(begun) < _patience)
        {
            var from = Stopwatch.GetTimestamp();
            using var product = matmul(a, a);
            if (device.type == DeviceType.CUDA) cuda.synchronize();
            best = Math.Max(best, 2.0 * side * side * side / Stopwatch.GetElapsedTime(from).TotalSeconds);
        }
        return best;
    }
}
