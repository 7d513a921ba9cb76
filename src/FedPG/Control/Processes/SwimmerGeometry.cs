namespace FedPG.Control.Processes;

/// <summary>
/// What the joints of a swimmer imply: the centres of the links relative to the centre of mass are Σ_j P_ij (cos θ_j, sin θ_j), and
/// G = PᵀP is the inertia of the angles.
/// </summary>
internal sealed class SwimmerGeometry
{
    private readonly double[] _offsets;
    private readonly double[] _inertia;

    /// <summary>The geometry of a chain of links of length and mass 1.</summary>
    /// <param name="links">n: from 2 to 32.</param>
    public SwimmerGeometry(int links)
    {
        if (links is < 2 or > Swimmer.MaxLinks)
        {
            throw new SpecificationException("environment.links", $"{links}", $"from 2 to {Swimmer.MaxLinks}");
        }

        Links = links;
        _offsets = new double[links * links];
        _inertia = new double[links * links];

        // Centre k is half of link 0, the links between, and half of link k away from centre 0; the centre of mass is their mean. As
        // multiples of 1/(2n) all of this is exact.
        for (int i = 0; i < links; i++)
        {
            for (int j = 0; j < links; j++)
            {
                int mean = 0;
                for (int k = 0; k < links; k++) mean += Halves(k, j);
                _offsets[i * links + j] = (links * Halves(i, j) - mean) / (2.0 * links);
            }
        }

        for (int i = 0; i < links * links; i++)
        {
            for (int k = 0; k < links; k++) _inertia[i] += Offset(k, i / links) * Offset(k, i % links);
        }
    }

    /// <summary>n.</summary>
    public int Links { get; }

    /// <summary>P_ij.</summary>
    public double Offset(int i, int j) => _offsets[i * Links + j];

    /// <summary>G_ij.</summary>
    public double Inertia(int i, int j) => _inertia[i * Links + j];

    /// <summary>How many halves of link j lie between centre 0 and centre k.</summary>
    private static int Halves(int k, int j) => k == 0 || j > k ? 0 : j == 0 || j == k ? 1 : 2;
}
