using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Environments;

/// <summary>
/// The distinct environments (types) of a federation, finite or continuous: their discount, their names, and which agents have which.
/// Immutable.
/// </summary>
public abstract class EnvironmentTypes
{
    /// <summary>The largest γ: with it values are right to 1e-9 of their size; closer to 1 they lose their digits.</summary>
    private const double LargestDiscount = 1 - 1e-12;

    private readonly TypeShares _shares;

    /// <summary>Checks what all environments have.</summary>
    /// <param name="discount">γ, in (0, 1].</param>
    /// <param name="count">The number of types.</param>
    /// <exception cref="SpecificationException">The discount is out of range, or there is no type.</exception>
    private protected EnvironmentTypes(double discount, int count)
    {
        if (discount is not (> 0 and <= 1))
        {
            throw new SpecificationException(
                "discount", discount.ToString(CultureInfo.InvariantCulture), "a number above 0 and at most 1");
        }

        if (discount is > LargestDiscount and < 1)
        {
            throw new SpecificationException(
                "discount", discount.ToString("R", CultureInfo.InvariantCulture), "at most 0.999999999999, or 1");
        }

        if (count == 0) throw new SpecificationException("environments", "none", "at least one");
        (Discount, TypeCount, _shares) = (discount, count, TypeShares.Equal(count));
    }

    /// <summary>γ.</summary>
    public double Discount { get; }

    /// <summary>The number of types.</summary>
    public int TypeCount { get; }

    /// <summary>How the agents are divided among the types: in equal blocks unless set.</summary>
    /// <exception cref="ArgumentException">The shares are of another number of types.</exception>
    public TypeShares Shares
    {
        get => _shares;
        init => _shares = value.Types == TypeCount
            ? value
            : throw new ArgumentException($"Shares of {value.Types} types for {TypeCount}.", nameof(value));
    }

    /// <summary>What a reader of results should know of how the environments came to be, a sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Names of the types, [types]; empty if they have none.</summary>
    public ImmutableArray<string> TypeNames { get; init; } = [];

    /// <summary>The same environments, which know the family that built them; finite ones do not need it.</summary>
    /// <param name="family">The family.</param>
    public virtual EnvironmentTypes BuiltBy(IEnvironmentFamily family) => this;

    /// <summary>A type's name, or its number counted from 1.</summary>
    public string NameOfType(int type) =>
        TypeNames.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"type {type + 1}") : TypeNames[type];

    /// <summary>The type of an agent: agents take the types in consecutive blocks, as of <see cref="Shares"/>.</summary>
    public int TypeOf(int agent, int agents) => Shares.TypeOf(agent, agents);

    /// <summary>The fraction of the agents that have each type, [types].</summary>
    public ImmutableArray<double> TypeWeights(int agents) => Shares.Fractions(agents);
}
