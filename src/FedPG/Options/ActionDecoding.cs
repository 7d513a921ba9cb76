namespace FedPG.Options;

/// <summary>How the level m of an action dimension, from 0 to 2^b − 1, becomes an action of the box.</summary>
public enum ActionDecoding
{
    /// <summary>low + m (high − low) / (2^b − 1): both ends of the box are actions, and b = 1 is bang-bang.</summary>
    Endpoints,

    /// <summary>low + (m + ½) (high − low) / 2^b: the midpoints of equal intervals, which more bits divide further.</summary>
    Midpoints,

    /// <summary>The actions of <see cref="Endpoints"/>, numbered by reflected Gray code: neighbours differ in one bit.</summary>
    Gray,
}
