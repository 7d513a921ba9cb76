namespace FedPG.References.Beliefs;

/// <summary>Two types: linear interpolation between the neighbours on the line of beliefs.</summary>
internal sealed class SegmentCover(BeliefPoints known) : IBeliefCover
{
    public int Find(int state, ReadOnlySpan<double> belief, Span<int> points, Span<double> weights)
    {
        double sum = belief[0] + belief[1], share = belief[1] / sum;
        var sorted = known.At(state);
        int place = known.Place(state, share);
        double low = place > 0 ? known.Last(sorted[place - 1]) : 0, high = place < sorted.Count ? known.Last(sorted[place]) : 1;
        double part = high > low ? (share - low) / (high - low) : 0;
        int count = 0;
        if (place > 0 && part < 1) (points[count], weights[count++]) = (sorted[place - 1], sum - sum * part);
        if (place < sorted.Count && part > 0) (points[count], weights[count++]) = (sorted[place], sum * part);
        return count;
    }
}
