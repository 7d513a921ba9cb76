using System.Collections.Concurrent;
using System.Diagnostics;
using FedPG.Actors.Telemetry;
using FedPG.Actors.Training;
using FedPG.Federation;

namespace FedPG.Actors.Tests.Telemetry;

public class RunActivityTests
{
    [Fact]
    public async Task A_run_and_its_rounds_are_activities_below_the_one_that_started_the_run()
    {
        using var source = new ActivitySource("FedPG.Actors.Tests");
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard.Name == FederationTelemetry.Name || heard == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        Activity caller;
        await using (var runtime = ActorRuntime.Start(threads: 1))
        {
            using (caller = source.StartActivity("caller")!)
            {
                await foreach (var _ in runtime.RunAsync(Federations.Synthetic(rounds: 4))) Activity.Current.ShouldBe(caller);
            }
        }

        var mine = ended.Where(activity => activity.TraceId == caller.TraceId).ToList();
        var run = mine.Single(activity => activity.OperationName == "fedpg.run");
        run.ParentSpanId.ShouldBe(caller.SpanId);
        run.GetTagItem("fedpg.algorithm").ShouldBe("s-fedpg");
        run.GetTagItem("fedpg.run.round").ShouldBe(4);
        var rounds = mine.Where(activity => activity.OperationName == "fedpg.round").ToList();
        rounds.Select(round => round.GetTagItem("fedpg.round")).ShouldBe([1, 2, 3, 4]);
        rounds.ShouldAllBe(round => round.ParentSpanId == run.SpanId && round.StartTimeUtc >= caller.StartTimeUtc);
    }

    [Fact]
    public void A_run_that_fails_is_an_activity_with_an_error()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard.Name == FederationTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var run = new RunTelemetry(new FederationPlan(Measured.Run(rounds: 2), Measured.Catalogue), default);
        Activity.Current.ShouldBeNull();
        run.Fail(new InvalidTimeZoneException("no such zone"));
        run.Stop();
        var activity = ended.Single(activity => activity.GetTagItem("fedpg.algorithm") as string == Measured.Algorithm);
        activity.Status.ShouldBe(ActivityStatusCode.Error);
        activity.StatusDescription.ShouldBe("no such zone");
    }
}
