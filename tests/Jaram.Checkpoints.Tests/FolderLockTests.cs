using System.Globalization;

namespace Jaram.Checkpoints.Tests;

public sealed class FolderLockTests
{
    [Fact]
    public void The_second_is_told_who_is_first_and_since_when()
    {
        using var folder = new TemporaryFolder();
        using var first = FolderLock.Take(folder.Path, "raised", new Clock());
        var error = Assert.Throws<CheckpointException>(() => FolderLock.Take(folder.Path, "raised", new Clock()));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{folder.Path} is being raised by process "
            + $"{Environment.ProcessId} since 2026-03-01 09:30:00Z; wait for it or stop it"), error.Message);
    }

    [Fact]
    public void Letting_go_lets_the_next_in()
    {
        using var folder = new TemporaryFolder();
        FolderLock.Take(folder.Path, "raised", new Clock()).Dispose();
        FolderLock.Take(folder.Path, "grown", new Clock()).Dispose();
    }

    [Fact]
    public void Who_only_tries_is_told_no_without_an_error()
    {
        using var folder = new TemporaryFolder();
        Assert.True(FolderLock.TryTake(folder.Path, "raised", new Clock(), out var first));
        Assert.False(FolderLock.TryTake(folder.Path, "raised", new Clock(), out var second));
        Assert.Null(second);
        first.Dispose();
    }

    [Fact]
    public void Two_folders_have_two_locks()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        using var first = FolderLock.Take(one.Path, "raised", new Clock());
        using var second = FolderLock.Take(other.Path, "raised", new Clock());
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_locked() =>
        Assert.Contains("/no/such/.lock: cannot be locked: ", Assert.Throws<CheckpointException>(
            () => FolderLock.Take("/no/such", "raised", new Clock())).Message, Ordinal);

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
    }
}
