using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests.Counting;

public sealed class CachedTests
{
    [Fact]
    public void A_window_turns_what_grows_into_what_stays()
    {
        Assert.Equal(new Cached(64, 0), Cached.PerTokenRead(64, window: 0));
        Assert.Equal(new Cached(0, 64 * 1024), Cached.PerTokenRead(64, window: 1024));
    }

    [Fact]
    public void Layers_add_up() => Assert.Equal(new Cached(11, 22), new Cached(1, 2) + new Cached(10, 20));
}
