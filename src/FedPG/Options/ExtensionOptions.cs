using System.Collections.Immutable;

namespace FedPG.Options;

/// <summary>
/// The options of algorithms, aggregators, faults and attacks of a catalogue: at most one object of each type. Immutable.
/// </summary>
public sealed class ExtensionOptions
{
    private readonly ImmutableDictionary<Type, object> _options;

    private ExtensionOptions(ImmutableDictionary<Type, object> options) => _options = options;

    /// <summary>No options: every extension has its defaults.</summary>
    public static ExtensionOptions None { get; } = new(ImmutableDictionary<Type, object>.Empty);

    /// <summary>The options that were given, in no particular order.</summary>
    public IEnumerable<object> All => _options.Values;

    /// <summary>These options and some more; an object replaces an earlier one of its type.</summary>
    /// <param name="options">Options records.</param>
    public static ExtensionOptions Of(params IEnumerable<object> options) => options.Aggregate(None, (all, one) => all.With(one));

    /// <summary>These options with one object more, which replaces an earlier one of its type.</summary>
    /// <param name="options">An options record.</param>
    public ExtensionOptions With(object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ExtensionOptions(_options.SetItem(options.GetType(), options));
    }

    /// <summary>The options of a type: those that were given, or their defaults.</summary>
    public TOptions Get<TOptions>()
        where TOptions : class, new() => (TOptions?)Find(typeof(TOptions)) ?? new TOptions();

    /// <summary>The options of a type, or null where none were given.</summary>
    public object? Find(Type type) => _options.GetValueOrDefault(type);
}

/// <summary>Marks the property of an options record whose keys are the sections of extensions of one kind.</summary>
/// <param name="kind">The kind.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExtensionPointAttribute(ExtensionKind kind) : Attribute
{
    /// <summary>The kind of extension.</summary>
    public ExtensionKind Kind { get; } = kind;
}

/// <summary>What an extension with options is, and with it where its section stands in an experiment file.</summary>
public enum ExtensionKind
{
    /// <summary>An algorithm: <c>fedpg.NAME</c>.</summary>
    Algorithm,

    /// <summary>An aggregator: <c>fedpg.server.NAME</c>.</summary>
    Aggregator,

    /// <summary>A fault: <c>fedpg.faults.NAME</c>.</summary>
    Fault,

    /// <summary>An attack of Byzantine agents: <c>fedpg.faults.byzantine.NAME</c>.</summary>
    Attack,

    /// <summary>An optimiser of the server: <c>fedpg.server.NAME</c>.</summary>
    Optimizer,

    /// <summary>A mode of the server: <c>fedpg.server.NAME</c>.</summary>
    Mode,
}
