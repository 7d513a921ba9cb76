using System.Collections.Immutable;
using FedPG.Experiments.Numpy;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>The process that NumPy arrays describe: which axis is which, and where the numbers of a row are.</summary>
internal sealed class NumpyTables
{
    /// <summary>Transitions as [A][S][S].</summary>
    public const string ActionsFirst = "ass";

    /// <summary>Transitions as [S][A][S].</summary>
    public const string StatesFirst = "sas";

    private const string Shapes = "(A, S, S), (S, A, S), or either with an axis of types in front";

    private readonly IReadOnlyDictionary<string, NumpyArray> _arrays;
    private readonly string _stem;
    private readonly NumpyArray _kernel;
    private readonly NumpyArray _rewards;
    private readonly bool _hasTypes;
    private readonly bool _isActionsFirst;

    /// <summary>Takes the arrays of a file.</summary>
    public NumpyTables(IReadOnlyDictionary<string, NumpyArray> arrays, MdpSource source)
    {
        (_arrays, _stem) = (arrays, source.Stem);
        _kernel = Numbers("P") ?? throw new SpecificationException("P", "no such array", $"transitions {Shapes}");
        _rewards = Numbers("R") ?? throw new SpecificationException("R", "no such array", "rewards (S, A), (A, S, S), (S, A, S) or (S,)");
        if (_kernel.Shape.Length is not (3 or 4)) throw Refused("P", _kernel, Shapes);
        _hasTypes = _kernel.Shape.Length == 4;
        _isActionsFirst = Axes(source.Options.Axes) == ActionsFirst;
        var own = Own(_kernel);
        States = own[2];
        Actions = _isActionsFirst ? own[0] : own[1];
        MdpSize.RequireTable(States, Math.Max(Actions, 1));
        CheckRewards();
    }

    private int States { get; }

    private int Actions { get; }

    private int Types => _hasTypes ? _kernel.Shape[0] : 1;

    /// <summary>The document.</summary>
    public MdpDocument Document()
    {
        if (Types == 0) throw Refused("P", _kernel, "at least one type");
        var names = Texts("names", Types);
        return new MdpDocument
        {
            Types = [.. Enumerable.Range(0, Types).Select(type => Table(type, names.IsEmpty ? Name(type) : names[type]))],
            Discount = Discount(),
            Start = Row("rho"),
            StartKey = "rho",
            Evaluation = Row("evaluation"),
            StateNames = Texts("stateNames", States),
            ActionNames = Texts("actionNames", Actions),
        };
    }

    private string Name(int type) => _hasTypes ? FormattableString.Invariant($"{_stem}-{type}") : _stem;

    private MdpTable Table(int type, string name)
    {
        var table = new MdpTableBuilder(name, States);
        for (int s = 0; s < States; s++)
        {
            for (int a = 0; a < Actions; a++)
            {
                bool isTriple = Own(_rewards).Length == 3;
                table.AddChoice(s, isTriple ? 0 : Reward(type, s, a));
                table.AddRow(Row(_kernel, type, s, a), isTriple ? Row(_rewards, type, s, a) : []);
            }
        }

        return table.Build();
    }

    /// <summary>The numbers over next states, [S].</summary>
    private ReadOnlySpan<double> Row(NumpyArray array, int type, int state, int action)
    {
        int row = _isActionsFirst ? (type * Actions + action) * States + state : (type * States + state) * Actions + action;
        return array.Numbers.AsSpan().Slice(row * States, States);
    }

    private double Reward(int type, int state, int action) => Own(_rewards).Length == 1
        ? _rewards.Numbers[type * States + state]
        : _rewards.Numbers[(type * States + state) * Actions + action];

    /// <summary>The order of the axes: both rows of (A, S, S) and of (S, A, S) sum to 1, so only the lengths tell them apart.</summary>
    private string Axes(string? given)
    {
        var own = Own(_kernel);
        string? written = _arrays.TryGetValue("axes", out var array) && array is { Texts: [var text] } ? text : null;
        bool canBeFirst = own[1] == own[2], canBeSecond = own[0] == own[2];
        string? chosen = given ?? written;
        if (chosen is not (null or ActionsFirst or StatesFirst))
        {
            throw new SpecificationException(
                "axes", $"'{OneLine.Of(chosen)}'", $"{ActionsFirst} for (A, S, S) or {StatesFirst} for (S, A, S)");
        }

        if ((chosen == ActionsFirst && !canBeFirst) || (chosen == StatesFirst && !canBeSecond))
            throw Refused("P", _kernel, chosen == ActionsFirst ? "(A, S, S), as axes says" : "(S, A, S), as axes says");
        if (!canBeFirst && !canBeSecond) throw Refused("P", _kernel, Shapes);
        if (chosen is not null) return chosen;
        return canBeFirst && canBeSecond
            ? throw Refused("P", _kernel, $"axes = {ActionsFirst} for (A, S, S) or axes = {StatesFirst} for (S, A, S): with A = S both fit")
            : canBeFirst ? ActionsFirst : StatesFirst;
    }

    private void CheckRewards()
    {
        ImmutableArray<int> lead = _hasTypes ? [Types] : [], triple = Own(_kernel);
        ImmutableArray<int>[] accepted = [[.. lead, States, Actions], [.. lead, .. triple], [.. lead, States]];
        if (accepted.Any(shape => _rewards.Shape.SequenceEqual(shape))) return;
        throw Refused("R", _rewards, NameList.Or(accepted.Select(NumpyArray.Text)));
    }

    private double? Discount()
    {
        if (Numbers("gamma") is not { } gamma) return null;
        return gamma.Numbers is [var one] ? one : throw Refused("gamma", gamma, "one number");
    }

    private ImmutableArray<double> Row(string name)
    {
        if (Numbers(name) is not { } row) return [];
        return row.Shape is [var length] && length == States ? row.Numbers : throw Refused(name, row, NumpyArray.Text([States]));
    }

    private ImmutableArray<string> Texts(string name, int count)
    {
        if (!_arrays.TryGetValue(name, out var array)) return [];
        if (!array.IsText || array.Texts.Length != count)
            throw Refused(name, array, $"{NumpyArray.Text([count])}, of strings");
        return [.. array.Texts.Select(OneLine.Of)];
    }

    private NumpyArray? Numbers(string name)
    {
        if (!_arrays.TryGetValue(name, out var array)) return null;
        return array.IsText ? throw new SpecificationException(name, "strings", "numbers") : array;
    }

    private ImmutableArray<int> Own(NumpyArray array) => _hasTypes ? array.Shape[Math.Min(1, array.Shape.Length)..] : array.Shape;

    private static SpecificationException Refused(string name, NumpyArray array, string accepted) =>
        new(name, $"the shape {NumpyArray.Text(array.Shape)}", accepted);
}
