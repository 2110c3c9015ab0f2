using System.Runtime.Versioning;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Tests.Notes;

[UnsupportedOSPlatform("windows")]
public sealed class KeyFileTests
{
    // of golang.org/x/mod/sumdb/note
    private const string Neumann = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    [Fact]
    public void Go_s_private_key_is_read_and_signs_as_there()
    {
        using var folder = new TemporaryFolder();
        var file = KeyFile.Load(Written(folder, Neumann + "\n"), new Disk());
        Assert.Equal("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            file.Key.ForLog(file.Name).Verifier.ToString());
        Assert.StartsWith("— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFup", file.Key.ForLog(file.Name).Sign(
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n", 0)
            .ToLine(), Ordinal);
    }

    [Theory, InlineData(KeyKind.Ed25519), InlineData(KeyKind.MlDsa44)]
    public void A_key_comes_back_and_only_its_owner_may_read_the_file(KeyKind kind)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "key");
        var file = new KeyFile("example.org/maker", SigningKey.Generate(kind));
        file.Save(path, new Disk());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var again = KeyFile.Load(path, new Disk());
        Assert.Equal(file.Name, again.Name);
        Assert.Equal(file.Key.ForLog("x").Verifier.ToString(), again.Key.ForLog("x").Verifier.ToString());
        Assert.Equal(["key"], new Disk().List(folder.Path));
    }

    [Fact]
    public void A_key_is_never_written_over()
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder, Neumann);
        Assert.Contains("is there, and a key that is written over is lost",
            Sample.Line(() => new KeyFile("a", Sample.Ed(1)).Save(path, new Disk())), Ordinal);
        Assert.Equal(Neumann, File.ReadAllText(path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead), InlineData(UnixFileMode.OtherRead), InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_may_touch_is_refused(UnixFileMode more)
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder, Neumann);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        Assert.Equal($"{path} holds a private key and others may read or write it: run chmod 600 {path}; "
            + "if they may have read it, make a new key", Sample.Line(() => KeyFile.Load(path, new Disk())));
    }

    [Theory]
    [InlineData("", "is not a private key")]
    [InlineData("PRIVATE+KEY+a+00000000+AQ==", "is not a private key")]
    [InlineData(Neumann + " ", "is not a private key")]
    [InlineData("PRIVATE+KEY+PeterNeumann+c74f20a4+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "says its id is")]
    [InlineData("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFy", "says its id is")]
    [InlineData("PRIVATE+KEY+PeterNeumann+c74f20a3+A4EKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "of type 0x03")]
    public void A_damaged_key_is_refused_and_its_secret_not_repeated(string text, string why)
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder, text);
        var line = Sample.Line(() => KeyFile.Load(path, new Disk()));
        Assert.StartsWith(path, line, Ordinal);
        Assert.Contains(why, line, Ordinal);
        Assert.DoesNotContain("EKFALVFGyNhPJEMzD1QIDr", line, Ordinal);
    }

    [Fact]
    public void A_missing_key_is_said() =>
        Assert.Equal("/nowhere/key is missing: give the path of a private key, or make one",
            Sample.Line(() => KeyFile.Load("/nowhere/key", new Disk())));

    [Fact]
    public void Two_generated_keys_differ() =>
        Assert.NotEqual(SigningKey.Generate(KeyKind.Ed25519).ForLog("a").Verifier.ToString(),
            SigningKey.Generate(KeyKind.Ed25519).ForLog("a").Verifier.ToString());

    private static string Written(TemporaryFolder folder, string text)
    {
        var path = Path.Combine(folder.Path, "key");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
