// YAML as PyYAML reads it, since task files are written for it: yes, no, on and off are true or false unless quoted,
// and 1e5 is a text.
// Source: YAML 1.1, type repository (bool, int, float, null); PyYAML, resolver.py; lm_eval/utils.py for include.

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Jaram.Assay.Tasks.Templates;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>Reads a task file's mapping, with what it includes.</summary>
internal static partial class YamlValues
{
    private const int MostIncludes = 8;

    /// <summary>Reads a file; what it says itself stands over what it includes.</summary>
    /// <exception cref="EvaluationException">It is no YAML, no mapping, or holds code.</exception>
    public static Value.Named Read(string path) => Read(path, 0);

    /// <summary>Reads YAML.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="path">Name that errors bear.</param>
    public static Value.Named Parse(string yaml, string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? (Value.Named)Of(root, path)
                : throw new EvaluationException($"{path}: has {stream.Documents.Count} YAML documents, "
                    + "a task is one mapping; divide or correct the file");
        }
        catch (YamlException wrong)
        {
            throw new EvaluationException($"{path}, line {wrong.Start.Line}: "
                + $"{wrong.Message.ReplaceLineEndings(" ")}; correct the file");
        }
    }

    private static Value.Named Read(string path, int depth)
    {
        if (depth > MostIncludes)
            throw new EvaluationException(
                $"{path}: is included through more than {MostIncludes} files; shorten the chain");
        var own = Parse(Text(path), path);
        var merged = new Dictionary<string, Value>();
        foreach (var file in Included(own, path))
            foreach (var (name, value) in Read(file, depth + 1).Members) merged[name] = value;
        foreach (var (name, value) in own.Members.Where(member => member.Key != "include")) merged[name] = value;
        return new([.. merged]);
    }

    private static IEnumerable<string> Included(Value.Named own, string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        return own.Find("include") switch
        {
            null => [],
            Value.Text one => [Path.Combine(folder, one.Characters)],
            Value.Many many => many.Items.Select(item => Path.Combine(folder, item.Show())),
            var other => throw new EvaluationException($"{path}: include is {other.Spell()}, it must name a file"),
        };
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new EvaluationException($"{path}: cannot be read: {e.Message}; check the path and its rights");
        }
    }

    private static Value Of(YamlNode node, string path) => node switch
    {
        YamlScalarNode { Tag: { IsEmpty: false, IsNonSpecific: false, Value: not "tag:yaml.org,2002:str" } } tagged =>
            throw new EvaluationException(
                $"{path}, line {node.Start.Line}: has {tagged.Tag} {tagged.Value}, which is code; "
                + "Jaram runs none: write a template"),
        YamlScalarNode scalar => Scalar(scalar),
        YamlSequenceNode list => new Value.Many([.. list.Children.Select(child => Of(child, path))]),
        YamlMappingNode mapping => new Value.Named([.. mapping.Children.Select(child =>
            KeyValuePair.Create(((child.Key as YamlScalarNode)?.Value
                ?? throw new EvaluationException($"{path}, line {child.Key.Start.Line}: has a key that is no text")),
                Of(child.Value, path)))]),
        _ => throw new EvaluationException(
            $"{path}, line {node.Start.Line}: has what is neither text, list nor mapping"),
    };

    private static Value Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
            return new Value.Text(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => Value.None,
            "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new Value.Truth(true),
            "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new Value.Truth(false),
            _ when IsWhole().IsMatch(text) && long.TryParse(text.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => new Value.Whole(whole),
            _ when IsReal().IsMatch(text) && double.TryParse(text.Replace("_", "", StringComparison.Ordinal),
                CultureInfo.InvariantCulture, out var real) => new Value.Real(real),
            _ => new Value.Text(text),
        };
    }

    [GeneratedRegex("^[-+]?(0|[1-9][0-9_]*)$")]
    private static partial Regex IsWhole();

    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*\.[0-9_]*|\.[0-9_]+)([eE][-+][0-9]+)?$")]
    private static partial Regex IsReal();
}
