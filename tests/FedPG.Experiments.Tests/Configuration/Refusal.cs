namespace FedPG.Experiments.Tests.Configuration;

/// <summary>Bad input gives one line that says where, what was found and what is accepted.</summary>
internal static class Refusal
{
    public static void ShouldGive(Func<object> action, string[] parts)
    {
        string line = Should.Throw<SpecificationException>(action).Message;
        foreach (string part in parts) line.ShouldContain(part, Case.Sensitive);
        line.ShouldNotContain("\n");
        line.ShouldNotContain("\0");
    }
}
