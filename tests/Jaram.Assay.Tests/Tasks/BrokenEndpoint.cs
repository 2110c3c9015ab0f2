using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>An endpoint that answers what the test says, byte by byte.</summary>
internal sealed class BrokenEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">From the request's first line to the whole response; null to say nothing for ever.</param>
    public BrokenEndpoint(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public int Requests { get; private set; }

    public static string Json(string body, int status = 200) =>
        $"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        var (buffer, read) = (new byte[1 << 16], 0);
        try
        {
            while (!IsWhole(Encoding.UTF8.GetString(buffer, 0, read)))
                if (await stream.ReadAsync(buffer.AsMemory(read), _end.Token) is > 0 and var more) read += more;
                else return;
            Requests++;
            if (_answer(Encoding.UTF8.GetString(buffer, 0, read).Split("\r\n")[0]) is { } said)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(said), _end.Token);
            else await Task.Delay(Timeout.Infinite, _end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // the client went, or the test is over
        }
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return length is null || Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= int.Parse(length[16..], null);
    }
}
