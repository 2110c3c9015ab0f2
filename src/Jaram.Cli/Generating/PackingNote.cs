namespace Jaram.Cli.Generating;

/// <summary>Tells how far the packing of large weights is.</summary>
internal sealed class PackingNote(Desk desk)
{
    private int _percent = -1;

    /// <summary>Takes the share that is done: a line that is painted over, or one line where nobody looks.</summary>
    public void Tell(double share)
    {
        var percent = (int)(100 * share);
        if (percent == _percent) return;
        if (desk.Screen.MayPaint)
        {
            desk.Error.Write(desk.Say($"\rpacking the weights, once: {percent} %", $"\r가중치를 한 번 꾸리는 중: {percent} %"));
            if (percent == 100) desk.Error.WriteLine();
        }
        else if (_percent < 0) desk.Note("packing the weights, once", "가중치를 한 번 꾸리는 중");
        _percent = percent;
    }
}
