using Jaram.Architecture;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Originality;
using Jaram.Cli.History;

namespace Jaram.Cli.Designing;

/// <summary>Makes a design's twin without its own ideas, and says what was undone.</summary>
internal static class Twins
{
    /// <summary>The twin.</summary>
    /// <param name="desk">Where the user sits.</param>
    /// <param name="design">The design.</param>
    /// <param name="predecessor">What to go back to, as the user calls it; null for the nearest.</param>
    /// <exception cref="MisuseException">The predecessor is nothing that can be read.</exception>
    /// <exception cref="DesignException">There is nothing to undo.</exception>
    public static Twin Of(Desk desk, Design design, string? predecessor)
    {
        desk.Note($"looking for steps that can be undone in {design.Name}", $"{design.Name}에서 되돌릴 걸음을 찾는 중");
        var twin = Twin.Of(design, Architectures.Atlas,
            predecessor is null ? null : Architectures.Read(predecessor, desk));
        var released = twin.Released is { } date ? $" ({date})" : "";
        var (before, left) = (Units.Text(twin.BitsBefore, "0.0"), Units.Text(twin.BitsLeft, "0.0"));
        var (name, back) = (twin.Design.Name, Tame.Line(twin.Predecessor) + released);
        desk.Note($"{name}: back to {back}, {before} bits before, {left} left",
            $"{name}: {back}까지 되돌림, {before}비트에서 {left}비트 남음");
        foreach (var field in Differing(design, twin.Design))
        {
            var line = $"  {Tame.Line(field.Path)}: {Shown(field.A)} → {Shown(field.B)}";
            desk.Note(line, line);
        }
        if (twin.Left.Count > 0)
            desk.Note($"  left, as designs have no words for it: {Tame.Line(string.Join(", ", twin.Left))}",
                $"  구조 언어에 없어 남은 것: {Tame.Line(string.Join(", ", twin.Left))}");
        return twin;
    }

    private static IEnumerable<Field> Differing(Design design, Design twin) =>
        Fields.Of(Blueprint.Of(design), Blueprint.Of(twin)).Where(field => !field.IsEqual);

    private static string Shown(string value) => value == "" ? "–" : Tame.Line(value);
}
