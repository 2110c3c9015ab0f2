using System.Runtime.InteropServices;

namespace Jaram.Cli.Speaking;

/// <summary>Turns the first Ctrl-C (or a request to terminate) into a wish to stop; the second ends the
/// process.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _wish = new();
    private readonly PosixSignalRegistration[] _heard;
    private readonly Action _first;

    /// <param name="first">Told of the first wish, on another thread.</param>
    public StopSignal(Action first)
    {
        _first = first;
        _heard = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }
            .Select(s => PosixSignalRegistration.Create(s, Hear))];
    }

    /// <summary>Cancelled by the first wish.</summary>
    public CancellationToken Token => _wish.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _heard) signal.Dispose();
        _wish.Dispose();
    }

    private void Hear(PosixSignalContext signal)
    {
        if (_wish.IsCancellationRequested) return;
        signal.Cancel = true;
        _wish.Cancel();
        _first();
    }
}
