using FedPG.Tool.Metrics;

namespace FedPG.Tool.Http;

/// <summary>The answer to a request.</summary>
/// <param name="Code">The status code.</param>
/// <param name="Type">The content type.</param>
/// <param name="Body">The text.</param>
internal readonly record struct HttpAnswer(int Code, string Type, string Body)
{
    private const string Text = "text/plain; charset=utf-8", Paths = "/healthz /readyz /metrics /status";

    /// <summary>The answer to a request.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="monitored">The process.</param>
    /// <param name="meters">Its measurements.</param>
    public static HttpAnswer To(string method, string path, IMonitored monitored, MeterStore meters)
    {
        if (method is not ("GET" or "HEAD")) return new(405, Text, "only GET and HEAD\n");
        return path switch
        {
            // The process answers: that is all that a restart could repair.
            "/healthz" => new(200, Text, "ok\n"),
            "/readyz" => monitored.Obstacle is { } obstacle ? new(503, Text, $"not ready: {obstacle}\n") : new(200, Text, "ready\n"),
            "/metrics" => new(200, PrometheusText.ContentType, PrometheusText.Of(meters.Read())),
            "/status" => new(200, "application/json", monitored.Status() + "\n"),
            "/" => new(200, Text, Paths.Replace(' ', '\n') + "\n"),
            _ => new(404, Text, $"not found; there are {Paths}\n"),
        };
    }
}
