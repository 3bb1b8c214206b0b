using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Messaging.Aws;
using Messaging.Local;

namespace Messaging.EventBridge.Tests;

/// <summary>Reaches a broker, notes what is asked of which resource, in the words of IAM, and refuses what is not permitted.</summary>
internal sealed class WatchedBackend(LocalBroker broker) : IAwsBackend, IDisposable
{
    private readonly Watch _watch = new(broker.Handler);

    public string Region => broker.Region;

    public Uri Endpoint => broker.Endpoint;

    public HttpMessageHandler Handler => _watch;

    /// <summary>Gets the actions that are refused, such as <c>sns:Subscribe</c>.</summary>
    public HashSet<string> Denied => _watch.Denied;

    /// <summary>Gets what was asked for, each action and ARN once.</summary>
    public IReadOnlyCollection<(string Action, string Resource)> Calls
    {
        get
        {
            lock (_watch.Calls)
            {
                return [.. _watch.Calls];
            }
        }
    }

    /// <summary>Gives the next request of an action an answer that the broker would not give, or not any more.</summary>
    public void AnswerOnce(string action, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        _watch.Answers[action] = new Canned(status, body, IsOnce: true);

    /// <summary>Gives every request of an action an answer that the broker would not give.</summary>
    public void Answer(string action, string body, HttpStatusCode status) =>
        _watch.Answers[action] = new Canned(status, body, IsOnce: false);

    /// <summary>Does something before the next request of an action is made.</summary>
    public void BeforeOnce(string action, Func<Task> step) => _watch.Steps[action] = step;

    public void Forget()
    {
        lock (_watch.Calls)
        {
            _watch.Calls.Clear();
        }
    }

    public void Dispose() => _watch.Dispose();

    private sealed record Canned(HttpStatusCode Status, string Body, bool IsOnce);

    private sealed class Watch(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        public HashSet<string> Denied { get; } = [];

        public ConcurrentDictionary<string, Canned> Answers { get; } = [];

        public ConcurrentDictionary<string, Func<Task>> Steps { get; } = [];

        public HashSet<(string Action, string Resource)> Calls { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
            var (action, resources) = Read(request, await request.Content.ReadAsStringAsync(cancellationToken));
            lock (Calls)
            {
                Calls.UnionWith(resources.Select(resource => (action, resource)));
            }

            if (Steps.TryRemove(action, out var step))
            {
                await step();
            }

            if (Answers.TryGetValue(action, out var answer))
            {
                if (answer.IsOnce)
                {
                    Answers.TryRemove(action, out _);
                }

                return new HttpResponseMessage(answer.Status) { RequestMessage = request, Content = new StringContent(answer.Body) };
            }

            return Denied.Contains(action) ? Refusal(request, action) : await _inner.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }

        private static (string Action, IEnumerable<string> Resources) Read(HttpRequestMessage request, string body)
        {
            if (!request.Headers.TryGetValues("X-Amz-Target", out var targets))
            {
                var form = HttpUtility.ParseQueryString(body);
                var topic = form["TopicArn"] ?? form["SubscriptionArn"] ?? form["ResourceArn"] ?? Arn("sns", form["Name"]!);
                return ("sns:" + Permission(form["Action"]!), [topic]);
            }

            var action = targets.Single().Split('.')[1];
            var json = JsonNode.Parse(body)!;
            if (targets.Single().StartsWith("AmazonSQS", StringComparison.Ordinal))
            {
                return ("sqs:" + Permission(action), [Arn("sqs", ((string)(json["QueueUrl"] ?? json["QueueName"])!).Split('/')[^1])]);
            }

            var bus = (string?)json["EventBusName"];
            var name = (string?)(json["Rule"] ?? json["Name"]);
            return ("events:" + action, action switch
            {
                "PutEvents" => json["Entries"]!.AsArray().Select(entry => Arn("events", "event-bus/" + entry!["EventBusName"])),
                "TagResource" => [(string)json["ResourceARN"]!],
                "CreateEventBus" or "DescribeEventBus" => [Arn("events", "event-bus/" + name)],
                _ => [Arn("events", $"rule/{bus}/{name}")],
            });
        }

        // A batch needs the permission of its single action.
        private static string Permission(string action) => action.EndsWith("Batch", StringComparison.Ordinal) ? action[..^5] : action;

        private static string Arn(string service, string resource) => $"arn:aws:{service}:us-east-1:000000000000:{resource}";

        private static HttpResponseMessage Refusal(HttpRequestMessage request, string action)
        {
            var message = $"User: me is not authorized to perform: {action}";
            var text = action.StartsWith("sns:", StringComparison.Ordinal)
                ? $"<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>{message}</Message></Error></ErrorResponse>"
                : $$"""{"__type":"AccessDeniedException","message":"{{message}}"}""";
            return new HttpResponseMessage(action.StartsWith("events:", StringComparison.Ordinal) ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden)
            {
                RequestMessage = request,
                Content = new StringContent(text),
            };
        }
    }
}
