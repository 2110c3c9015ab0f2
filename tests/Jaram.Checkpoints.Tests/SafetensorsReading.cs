namespace Jaram.Checkpoints.Tests;

internal static class SafetensorsReading
{
    extension(SafetensorsHeader)
    {
        /// <summary>Reads the header of a file that is all in memory.</summary>
        public static SafetensorsHeader Read(byte[] file, string path) =>
            SafetensorsHeader.Read(file, file.Length, path);
    }
}
