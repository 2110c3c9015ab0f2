using System.Text;
using System.Text.Json;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

/// <summary>The official JSON Schema test suite, where it is installed (Debian's package json-schema-test-suite, or a
/// folder named by JARAM_SCHEMA_SUITE that has draft7 in it).</summary>
public sealed class OfficialSuiteTests
{
    private static readonly string _folder = Path.Combine(
        Environment.GetEnvironmentVariable("JARAM_SCHEMA_SUITE") ?? "/usr/share/json-schema-test-suite/tests", "draft7");

    /// <summary>Groups that 2020-12 judges otherwise than draft 7.</summary>
    private static readonly string[] _changed = ["ref overrides any sibling keywords", "naive replacement of $ref with its value"];

    [Fact]
    public void Supported_schemas_judge_every_document_right()
    {
        Assert.SkipUnless(Directory.Exists(_folder), "Needs the official suite: install json-schema-test-suite.");
        var (groups, supported, pairs, written) = (0, 0, 0, 0);
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var group in json.RootElement.EnumerateArray())
            {
                groups++;
                if (_changed.Contains(group.GetProperty("description").GetString())) continue;
                if (Compiled(group.GetProperty("schema").GetRawText()) is not { } schema) continue;
                supported++;
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    pairs++;
                    var isRight = Judge(schema, test, out var isWritten);
                    if (isWritten) written++;
                    if (!isRight) wrong.Add($"{Path.GetFileName(file)}: {group.GetProperty("description")}: {test}");
                }
            }
        }
        TestContext.Current.SendDiagnosticMessage(
            $"{supported} of {groups} schemas supported, {pairs} pairs judged, {wrong.Count} wrong, {written} valid ones written");
        Assert.Empty(wrong);
        Assert.True(supported > 85 && pairs > 300, $"{supported} of {groups} schemas, {pairs} pairs");
    }

    /// <summary>The validator must say what the suite says; the automaton must take no document that is not valid.
    /// </summary>
    private static bool Judge(Schema schema, JsonElement test, out bool isWritten)
    {
        var data = test.GetProperty("data");
        var expected = test.GetProperty("valid").GetBoolean();
        isWritten = Orders.Of(data).Take(5_000).Any(d => Writing.Takes(schema, d));
        return schema.IsValid(Encoding.UTF8.GetBytes(data.GetRawText())) == expected && (expected || !isWritten);
    }

    private static Schema? Compiled(string schema)
    {
        try
        {
            return Writing.Schema(schema);
        }
        catch (SchemaException)
        {
            return null;
        }
    }
}
