using System.Diagnostics;

namespace FedPG.Architecture.Tests.Layout;

/// <summary>What .ci/failures says of logs.</summary>
public class FailureLogTests
{
    private const string Good = """
        Test run for /src/tests/A.Tests/bin/Release/net10.0/A.Tests.dll (.NETCoreApp,Version=v10.0)
        Passed!  - Failed:     0, Passed:     2, Skipped:     0, Total:     2, Duration: 2 s - A.Tests.dll (net10.0)

        """;

    [Fact]
    public async Task A_project_that_was_not_built_is_named_with_the_errors_of_its_build() =>
        (await FailuresAsync($"/B.Tests/B.cs(4,2): error CS7036: no argument [/B.Tests/B.Tests.csproj]\n{Good}")).ShouldBe(
        [
            "FAILED: B.Tests: no results", "  /B.Tests/B.cs(4,2): error CS7036: no argument [/B.Tests/B.Tests.csproj]",
        ]);

    [Fact]
    public async Task A_project_whose_test_host_crashed_is_named_with_the_reason_and_the_test_although_others_passed() =>
        (await FailuresAsync($"""
            {Good}
            Test run for /src/tests/B.Tests/bin/Release/net10.0/B.Tests.dll (.NETCoreApp,Version=v10.0)
            The active test run was aborted. Reason: Test host process crashed : Stack overflow.

            Passed!  - Failed:     0, Passed:     7, Skipped:     0, Total:     7, Duration: 2 s - B.Tests.dll (net10.0)
            Test Run Aborted.

            The test running when the crash occurred: 
            B.Tests.C.A_test

            This test may, or may not be the source of the crash.
            """)).ShouldBe(
        [
            "FAILED: B.Tests: its test host ended before its tests",
            "  The active test run was aborted. Reason: Test host process crashed : Stack overflow.",
            "  The test running when the crash occurred: ",
            "  B.Tests.C.A_test",
        ]);

    [Fact]
    public async Task Failed_tests_are_named() =>
        (await FailuresAsync($"""
            [xUnit.net 00:00:02.53]     B.Tests.C.A_test(x: 1) [FAIL]
            {Good}{Good.Replace("A.Tests", "B.Tests", StringComparison.Ordinal)}
            """)).ShouldBe(["FAILED: B.Tests.C.A_test(x: 1)"]);

    [Fact]
    public async Task Where_no_error_is_known_the_last_lines_are_shown() =>
        (await FailuresAsync($"{Good}Killed\n")).ShouldBe(
        [
            "FAILED: B.Tests: no results",
            .. Good.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => "  " + line),
            "  Killed",
        ]);

    /// <summary>The lines for a log of the projects A.Tests and B.Tests.</summary>
    private static async Task<string[]> FailuresAsync(string log)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, log);
            string[] arguments = [file, "A.Tests", "B.Tests"];
            var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "failures"), arguments) { RedirectStandardOutput = true };
            using var script = Process.Start(start)!;
            string output = await script.StandardOutput.ReadToEndAsync();
            await script.WaitForExitAsync();
            script.ExitCode.ShouldBe(0);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
