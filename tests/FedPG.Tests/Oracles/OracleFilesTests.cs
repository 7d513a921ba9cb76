using System.Numerics;

namespace FedPG.Tests.Oracles;

public class OracleFilesTests
{
    public static TheoryData<string> Cases => OracleFiles.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parameters_have_the_sizes_that_their_environments_ask_for(string caseName)
    {
        var set = OracleFiles.Environments(caseName);
        int bits = BitOperations.Log2((uint)set.Actions - 1) + 1;
        OracleFiles.SoftmaxParameters(caseName).Length.ShouldBe(set.States * set.Actions);
        OracleFiles.BitSoftmaxParameters(caseName).Length.ShouldBe(set.States * ((1 << bits) - 1) * 2);
    }
}
