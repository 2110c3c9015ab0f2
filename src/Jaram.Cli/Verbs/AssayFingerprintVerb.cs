using System.CommandLine;
using Jaram.Assay.Provenance.Fingerprints;
using Jaram.Cli.Assaying;
using Jaram.Cli.History;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay fingerprint MODEL… --into FOLDER</summary>
internal static class AssayFingerprintVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var models = new Argument<string[]>("MODEL")
        {
            Description = desk.Say("Models: raised here, folders with safetensors, .safetensors or .gguf files",
                "모델: 여기서 키운 것, safetensors 폴더, .safetensors나 .gguf 파일"),
            Arity = ArgumentArity.OneOrMore,
        };
        var into = new Option<string>("--into")
        {
            Description = desk.Say("The folder of fingerprints; made if it is not there",
                "지문을 둘 폴더. 없으면 만듭니다"),
            HelpName = desk.Say("FOLDER", "폴더"), Required = true,
        };
        var thresholds = Rubrics.Option(desk);
        var verb = new Verb("fingerprint", desk.Say(
                "Keeps what is needed to recognise models without their weights, for jaram assay search.",
                "가중치 없이도 모델을 알아볼 만큼만 남깁니다. jaram assay search가 씁니다."),
            "jaram assay fingerprint known-a/ known-b.gguf --into fingerprints/") { models, into, thresholds };
        verb.SetAction(given =>
        {
            var (rules, folder) = (Rubrics.Read(given.GetValue(thresholds)!, desk), given.GetRequiredValue(into));
            Directory.CreateDirectory(folder);
            foreach (var word in given.GetRequiredValue(models))
            {
                desk.Note($"looking at {word}", $"{word} 살펴보는 중");
                using var subject = Subjects.Open(desk, word);
                var path = Path.Combine(folder, FileName(word));
                var print = Fingerprint.Of(subject, rules);
                using (var to = File.Create(path + ".part")) FingerprintFile.Write(to, print);
                File.Move(path + ".part", path, overwrite: true);
                var (networks, tokens) = (print.Networks.Count, print.Tokens.Count);
                var size = Units.Bytes(new FileInfo(path).Length);
                desk.Out.WriteLine(desk.Say(
                    $"{path}: {networks} networks, {tokens} tokens, {print.Rows.Count} matrices, {size}",
                    $"{path}: 네트워크 {networks}개, 토큰 {tokens}개, 행렬 {print.Rows.Count}개, {size}"));
            }
            return ExitCode.Done;
        });
        return verb;
    }

    private static string FileName(string word) => string.Concat(word.Trim('.', Path.DirectorySeparatorChar)
        .Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'))
        + FingerprintFile.Ending;
}
