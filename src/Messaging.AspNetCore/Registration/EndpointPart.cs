using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.AspNetCore;

/// <summary>One endpoint, run with the host: ready before requests come, and stopped before they are cut off.</summary>
internal sealed class EndpointPart(EndpointRegistration registration, EndpointFactory factory) : IHostedPart, IDisposable
{
    private OpenEndpoint? _open;

    public string Name => registration.Consumer.Name;

    public EndpointSender Sender => registration.Sender;

    public (string Setting, TimeSpan Time)? StopGrace => _open is null ? null : ($"Messaging:Endpoints:{Name}:StopGrace", _open.StopGrace);

    /// <summary>Gets or sets whether the application gave it an address. Routes are known when every hosted service has started.</summary>
    public bool IsMapped { get; set; }

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _open = factory.Open(registration);
        return Task.CompletedTask;
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsMapped)
        {
            WebLog.Started(_open!.Logger, Name, _open.Source);
        }
        else
        {
            WebLog.NotMapped(
                _open!.Logger,
                Name,
                Sender == EndpointSender.Sns ? nameof(SnsEndpointExtensions.MapSnsEndpoint) : nameof(EventBridgeEndpointExtensions.MapEventBridgeEndpoint));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        _open?.Entrance.StopAsync(_open.StopGrace, cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => _open?.Downloads?.Dispose();

    /// <summary>Answers a request: by status alone. What was refused is logged, once.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var open = _open ?? throw new InvalidOperationException($"The endpoint '{Name}' is not ready: the application has not started.");
        var answer = EndpointAnswer.Failed;
        try
        {
            answer = await open.Endpoint.AcceptAsync(context);
        }
        catch (RefusedException refusal)
        {
            answer = new EndpointAnswer(refusal.Status);
            if (refusal.IsChallenge)
            {
                WebLog.Challenged(open.Logger, Name, refusal.Status, refusal.Message);
            }
            else
            {
                WebLog.Refused(open.Logger, Name, refusal.Status, refusal.Message, refusal.InnerException);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The sender waits no longer. What was begun goes on.
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } delay)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Max(delay.TotalSeconds, 0)))
                .ToString(CultureInfo.InvariantCulture);
        }
    }
}
