namespace FedPG.Tool.Output;

/// <summary>The name under which the tool was started. As the console, one per process.</summary>
internal static class CommandName
{
    public static string Current { get; set; } = "fedpg";
}
