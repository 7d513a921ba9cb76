using System.Text.Json;

namespace FedPG.Tests.Control.Processes;

/// <summary>Trajectories of the classic tasks from Data/control/steps.json.</summary>
public class StepOracleTests
{
    public static TheoryData<int> Trajectories => ControlOracles.Indices(ControlOracles.Steps);

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void States_rewards_and_ends_are_those_of_an_independent_program(int index)
    {
        JsonElement trajectory = ControlOracles.Steps[index];
        var process = ControlOracles.Process(trajectory);
        var single = new Single(process, trajectory.Numbers("start"));
        int step = 0;
        foreach (var expected in trajectory.GetProperty("steps").EnumerateArray())
        {
            step++;
            single.Step(expected.Numbers("action")).ShouldBe(expected.GetProperty("reward").GetDouble(), 1e-10, $"reward of step {step}");
            double[] found = single.State, state = expected.Numbers("state");
            for (int i = 0; i < state.Length; i++)
            {
                found[i].ShouldBe(state[i], 1e-10 * Math.Max(1, Math.Abs(state[i])), $"variable {i} after step {step}");
            }

            single.Ended.ShouldBe(expected.GetProperty("ended").GetBoolean(), $"step {step}");
        }

        step.ShouldBe(trajectory.GetProperty("steps").GetArrayLength());
    }
}
