using System.Collections.Immutable;
using System.Net;
using Jaram.Server.Keeping;

namespace Jaram.Server;

/// <summary>Where and to whom a model is served.</summary>
public sealed record ServerOptions
{
    /// <summary>The address listened on; others than loopback need <see cref="Keys"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, from 0 to 65535; 0 takes any that is free.</summary>
    public int Port
    {
        get;
        init => field = value is >= 0 and <= IPEndPoint.MaxPort ? value : throw new ServerException(
            FormattableString.Invariant($"a port is 0 to {IPEndPoint.MaxPort}, got {value}; correct it"));
    } = 8080;

    /// <summary>Keys that are let in; none lets everybody in.</summary>
    public KeyRing Keys { get; init; } = KeyRing.None;

    /// <summary>Names that this machine is called by, beside localhost and addresses: a request to another is refused.
    /// </summary>
    public ImmutableArray<string> HostNames { get; init; } = [];

    /// <summary>Connections at once; 1 or more.</summary>
    public int MostConnections
    {
        get;
        init => field = value > 0 ? value : throw new ServerException(FormattableString.Invariant(
            $"there may be 1 connection or more, got {value}; correct it"));
    } = 512;

    /// <summary>How long running answers are waited for when the server ends.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);
}
