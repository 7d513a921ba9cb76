namespace FedPG.Environments;

/// <summary>
/// The probabilities of two rows by next state, in ascending order: a state that only one of them lists has probability 0 in the other.
/// Allocates nothing.
/// </summary>
internal ref struct PairedRows(SuccessorRow one, SuccessorRow other)
{
    private readonly SuccessorRow _one = one;
    private readonly SuccessorRow _other = other;
    private int _left;
    private int _right;

    /// <summary>The present next state and its probability in each row.</summary>
    public (int State, double One, double Other) Current { get; private set; }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly PairedRows GetEnumerator() => this;

    /// <summary>Proceeds to the next state that a row lists.</summary>
    public bool MoveNext()
    {
        int first = _left < _one.Length ? _one.States[_left] : int.MaxValue;
        int second = _right < _other.Length ? _other.States[_right] : int.MaxValue;
        int state = Math.Min(first, second);
        if (state == int.MaxValue) return false;
        Current = (
            state,
            first == state ? _one.Probabilities[_left++] : 0,
            second == state ? _other.Probabilities[_right++] : 0);
        return true;
    }
}
