// Makes a program of shapes. What cannot be written is left out, so that a thread that lives can always end.
//
//   object: { K0 }, where Ki reads the name and value of any property from i up to the next required one, then
//           Ai closes if no required one is left, or reads a comma and goes to Ki
//   list:   [ I0 ], where Ii reads item i, then Ai closes if there are enough, or reads a comma and goes to Ii

namespace Jaram.Inference.Constraints;

/// <summary>Writes one program.</summary>
/// <param name="spacing">Where spaces may stand.</param>
/// <param name="work">What it may cost.</param>
internal sealed class Assembler(Spacing spacing, Work work)
{
    private const int MostInstructions = 200_000;

    private readonly List<Instruction> _program = [];
    private readonly Dictionary<ObjectShape, int> _objects = [];
    private readonly Dictionary<ListShape, int> _lists = [];
    private readonly Queue<Action> _waiting = [];

    /// <summary>The program of a document; it begins at 0.</summary>
    public static Instruction[] Assemble(ValueShape document, Spacing spacing, Work work)
    {
        var assembler = new Assembler(spacing, work);
        assembler.Value(document, new Instruction { Operation = Operation.Done });
        while (assembler._waiting.TryDequeue(out var write)) write();
        return [.. assembler._program];
    }

    private int Add(Instruction instruction)
    {
        work.Spend(2, "#");
        if (_program.Count == MostInstructions)
            throw new SchemaException("#", $"needs more than {MostInstructions:N0} instructions; make it simpler");
        _program.Add(instruction);
        return _program.Count - 1;
    }

    /// <summary>Reads a value and goes on with an instruction that is added behind it.</summary>
    private int Value(ValueShape shape, Instruction then)
    {
        var at = Value(shape, -1);
        _program[at].Next = Add(then);
        return at;
    }

    private int Value(ValueShape shape, int next)
    {
        var instruction = new Instruction
        {
            Operation = Operation.Value,
            Next = next,
            Scalars = [.. shape.Scalars],
            Texts = [.. shape.Texts],
        };
        var at = Add(instruction);
        _waiting.Enqueue(() =>
        {
            instruction.Objects = [.. shape.Objects.Where(o => o.Shortest < ValueShape.Never).Select(Start)];
            instruction.Lists = [.. shape.Lists.Where(l => l.Shortest < ValueShape.Never).Select(Start)];
        });
        return at;
    }

    private int Choice(params int[] targets) => targets.Length == 1
        ? targets[0]
        : Add(new() { Operation = Operation.Choice, Targets = targets });

    private int Literal(ReadOnlySpan<byte> bytes, int next) =>
        Add(new() { Operation = Operation.Literal, Bytes = bytes.ToArray(), Next = next });

    private int Space(int next) =>
        spacing == Spacing.None ? next : Add(new() { Operation = Operation.Space, Next = next });

    private int Guard(int least, int most, int next) => least <= 0 && most == int.MaxValue
        ? next
        : Add(new() { Operation = Operation.Guard, Least = least, Most = most, Next = next });

    private int Start(ObjectShape shape)
    {
        if (_objects.TryGetValue(shape, out var known)) return known;
        var start = Add(new() { Operation = Operation.Choice });
        _objects.Add(shape, start);
        var close = Add(new() { Operation = Operation.Close, Bytes = "}"u8.ToArray(), Least = start });
        List<ObjectShape.Slot> slots = [.. shape.Slots.Where(slot => slot.Value.IsWritable)];
        var counts = shape.Least > 0 || shape.Most < int.MaxValue;
        var hasRest = shape.RestValues.Any(value => value.IsWritable);

        var required = 0; // how many from here on must be written
        var afters = new int[slots.Count + 1]; // Ai, filled in from the last
        var names = Add(new() { Operation = Operation.Choice });
        afters[^1] = Add(new() { Operation = Operation.Choice });
        if (hasRest) _program[names].Targets = Rest(shape, counts, afters[^1]);
        var canClose = Guard(shape.Least, int.MaxValue, close);
        _program[afters[^1]].Targets = hasRest ? [canClose, Comma(shape, counts, names)] : [canClose];
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            var slot = slots[i];
            var value = Value(slot.Value, counts ? Count(shape, afters[i + 1]) : afters[i + 1]);
            var read = Literal([.. slot.Name, (byte)':'], Space(value));
            var left = slots.Count - i - 1;
            var skip = Guard(hasRest ? 0 : shape.Least - left, int.MaxValue, names);
            names = slot.IsRequired ? read : Choice(MayRead(shape, required, read), skip);
            if (slot.IsRequired) required++;
            var comma = Comma(shape, counts, names);
            afters[i] = required > 0 ? comma : Choice(canClose, comma);
        }
        _program[start].Targets = required > 0 ? [names] : [canClose, names];
        return start;
    }

    /// <summary>Reads a property only if those required behind it still find room.</summary>
    private int MayRead(ObjectShape shape, int required, int read) =>
        Guard(0, shape.Most == int.MaxValue ? int.MaxValue : shape.Most - 1 - required, read);

    private int Comma(ObjectShape shape, bool counts, int names) => Guard(0,
        counts && shape.Most < int.MaxValue ? shape.Most - 1 : int.MaxValue, Literal(","u8, Space(names)));

    private int Count(ObjectShape shape, int next) => Add(new()
    {
        Operation = Operation.Count,
        Most = shape.Most == int.MaxValue ? shape.Least : shape.Most,
        Next = next,
    });

    private int[] Rest(ObjectShape shape, bool counts, int after)
    {
        var targets = shape.RestValues.Select(value => value.IsWritable
            ? Literal(":"u8, Space(Value(value, counts ? Count(shape, after) : after)))
            : -1).ToArray();
        var name = Add(new()
        {
            Operation = Operation.Name,
            Scalars = [.. shape.RestNames.Select(names => names.Only(label => shape.RestValues[label].IsWritable))],
            Texts = shape.RestNames.Count > 0 ? [] : [(0, int.MaxValue)],
            Targets = targets,
        });
        return [MayRead(shape, 0, name)];
    }

    private int Start(ListShape shape)
    {
        if (_lists.TryGetValue(shape, out var known)) return known;
        var start = Add(new() { Operation = Operation.Choice });
        _lists.Add(shape, start);
        var close = Add(new() { Operation = Operation.Close, Bytes = "]"u8.ToArray(), Least = start });
        if (shape.Distinct.Count > 0)
        {
            _program[start].Targets = Distinct(shape, close);
            return start;
        }

        List<ValueShape> prefix = [.. shape.Prefix.TakeWhile(item => item.IsWritable)];
        var most = prefix.Count < shape.Prefix.Count || !shape.Rest.IsWritable
            ? Math.Min(prefix.Count, shape.Most)
            : shape.Most;
        var item = most > prefix.Count ? Repeated(shape, prefix.Count, most, close) : -1;
        for (var i = prefix.Count - 1; i >= 0; i--)
        {
            var after = Choices(shape.Least <= i + 1, close, item < 0 ? -1 : Literal(","u8, Space(item)));
            item = Value(prefix[i], after);
        }
        _program[start].Targets = [Choices(shape.Least <= 0, close, item)];
        return start;
    }

    /// <summary>Closes if that is allowed, or goes on if there is somewhere to go.</summary>
    private int Choices(bool mayClose, int close, int other) =>
        Choice([.. mayClose ? [close] : (int[])[], .. other < 0 ? (int[])[] : [other]]);

    /// <summary>The items behind the prefix; the count is of them alone.</summary>
    private int Repeated(ListShape shape, int prefix, int most, int close)
    {
        var least = Math.Max(0, shape.Least - prefix);
        var counts = least > 0 || most < int.MaxValue;
        var item = Value(shape.Rest, -1);
        var comma = Guard(0, most == int.MaxValue ? most : most - prefix - 1, Literal(","u8, Space(item)));
        var after = Choice(Guard(least, int.MaxValue, close), comma);
        _program[item].Next = !counts ? after : Add(new()
        {
            Operation = Operation.Count,
            Most = most == int.MaxValue ? least : most - prefix,
            Next = after,
        });
        return item;
    }

    /// <summary>Each text once: the count is a set of bits.</summary>
    private int[] Distinct(ListShape shape, int close)
    {
        var most = Math.Min(shape.Most, shape.Distinct.Count);
        var items = Add(new() { Operation = Operation.Choice });
        var after = Choice(
            Add(new() { Operation = Operation.Marked, Least = shape.Least, Next = close }),
            Add(new() { Operation = Operation.Marked, Most = most - 1, Next = Literal(","u8, Space(items)) }));
        _program[items].Targets = [.. shape.Distinct.Select((text, bit) =>
            Add(new() { Operation = Operation.Mark, Least = bit, Next = Literal(text, after) }))];
        return [Add(new() { Operation = Operation.Marked, Least = shape.Least, Next = close }), items];
    }
}
