using System.Net;
using System.Text;
using FedPG.Tool.Metrics;

namespace FedPG.Tool.Http;

/// <summary>
/// The HTTP endpoints of a process: health, readiness, metrics and status. Nothing can be changed through them, and nothing is
/// authenticated: by default they are only reachable from this machine.
/// </summary>
internal sealed class MonitoringServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly MeterStore _meters = new();
    private readonly IMonitored _monitored;

    private MonitoringServer(IMonitored monitored) => _monitored = monitored;

    /// <summary>Starts to listen; null without an address.</summary>
    /// <param name="address">Where.</param>
    /// <param name="monitored">The process.</param>
    /// <exception cref="SpecificationException">The address is in use, or not one of this machine.</exception>
    public static MonitoringServer? Start(HttpAddress? address, IMonitored monitored)
    {
        if (address is null) return null;
        var server = new MonitoringServer(monitored);
        try
        {
            foreach (string prefix in address.Prefixes) server._listener.Prefixes.Add(prefix);
            server._listener.Start();
        }
        catch (HttpListenerException error)
        {
            server.Dispose();
            throw new SpecificationException(
                $"--http {address}", error.Message.ReplaceLineEndings(" "), "a free port of a name or an address of this machine");
        }

        _ = Task.Run(server.ServeAsync);
        return server;
    }

    public void Dispose()
    {
        _listener.Close();
        _meters.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // A broken connection, or the end of the server.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        try
        {
            var answer = HttpAnswer.To(request.HttpMethod, request.Url?.AbsolutePath ?? "", _monitored, _meters);
            byte[] body = Encoding.UTF8.GetBytes(answer.Body);
            (response.StatusCode, response.ContentType) = (answer.Code, answer.Type);
            response.Headers["Cache-Control"] = "no-store";
            response.ContentLength64 = body.Length;
            if (request.HttpMethod != "HEAD") await response.OutputStream.WriteAsync(body);
            response.Close();
        }
        catch (Exception)
        {
            // The client has gone, or the state could not be read: neither may harm the process.
            response.Abort();
        }
    }
}
