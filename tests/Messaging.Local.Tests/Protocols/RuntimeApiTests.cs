using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Messaging.Local.Tests;

/// <summary>The Runtime API that processes of functions speak, and Lambda's own requests, by plain HTTP.</summary>
public sealed class RuntimeApiTests : IDisposable
{
    private const string Runtime = "functions/orders/2018-06-01/runtime/";

    private readonly BrokerFixture _fixture = new();
    private readonly HttpClient _http;

    public RuntimeApiTests() => _http = new HttpClient(_fixture.Broker.Handler, disposeHandler: false) { BaseAddress = _fixture.Broker.Endpoint };

    public void Dispose()
    {
        _http.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task A_process_takes_an_invocation_and_answers_it()
    {
        var next = _http.GetAsync(At(Runtime + "invocation/next"));
        var call = _fixture.Broker.Functions.InvokeAsync("orders", """{"a":1}""");

        using var invocation = await next;
        var id = Header(invocation, "Lambda-Runtime-Aws-Request-Id");
        using var accepted = await PostAsync($"invocation/{id}/response", "\"done\"");

        Assert.Equal("""{"a":1}""", await invocation.Content.ReadAsStringAsync());
        Assert.Equal(
            _fixture.Time.GetUtcNow().AddSeconds(3).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            Header(invocation, "Lambda-Runtime-Deadline-Ms"));
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:orders", Header(invocation, "Lambda-Runtime-Invoked-Function-Arn"));
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$", Header(invocation, "Lambda-Runtime-Trace-Id"));
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("\"done\"", await call);
    }

    [Fact]
    public async Task An_error_of_the_process_fails_the_invocation()
    {
        _fixture.Broker.Functions.AddRuntime("orders");
        var call = _fixture.Broker.Functions.InvokeAsync("orders", "{}");
        using var invocation = await _http.GetAsync(At(Runtime + "invocation/next"));

        using var accepted = await PostAsync(
            $"invocation/{Header(invocation, "Lambda-Runtime-Aws-Request-Id")}/error", """{"errorType":"Boom","errorMessage":"it broke"}""");

        var failure = await Assert.ThrowsAsync<LocalFunctionException>(() => call);
        Assert.Equal(("Boom", "it broke", HttpStatusCode.Accepted), (failure.ErrorType, failure.Message, accepted.StatusCode));
    }

    [Fact]
    public async Task A_process_that_cannot_start_fails_what_waits_for_it()
    {
        _fixture.Broker.Functions.AddRuntime("orders");
        var call = _fixture.Broker.Functions.InvokeAsync("orders", "{}");

        using var accepted = await PostAsync("init/error", """{"errorType":"Config","errorMessage":"no handler"}""");

        Assert.Equal("Config", (await Assert.ThrowsAsync<LocalFunctionException>(() => call)).ErrorType);
    }

    [Fact]
    public async Task An_answer_after_the_deadline_is_refused()
    {
        _fixture.Broker.Functions.AddRuntime("orders", new LocalFunctionOptions { Timeout = TimeSpan.FromSeconds(10) });
        var call = _fixture.Broker.Functions.InvokeAsync("orders", "{}");
        using var invocation = await _http.GetAsync(At(Runtime + "invocation/next"));
        _fixture.Advance(10);

        using var refused = await PostAsync($"invocation/{Header(invocation, "Lambda-Runtime-Aws-Request-Id")}/response", "{}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("InvalidRequestID", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Sandbox.Timedout", (await Assert.ThrowsAsync<LocalFunctionException>(() => call)).ErrorType);
    }

    [Fact]
    public async Task A_process_that_has_gone_gets_no_invocation()
    {
        using (var gone = new CancellationTokenSource())
        {
            var left = _http.GetAsync(At(Runtime + "invocation/next"), gone.Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        var call = _fixture.Broker.Functions.InvokeAsync("orders", "{}");
        using var invocation = await _http.GetAsync(At(Runtime + "invocation/next"));
        using var accepted = await PostAsync($"invocation/{Header(invocation, "Lambda-Runtime-Aws-Request-Id")}/response", "1");

        Assert.Equal("1", await call);
    }

    [Fact]
    public async Task A_process_of_a_function_that_is_replaced_is_told_to_ask_again()
    {
        var waiting = _http.GetAsync(At(Runtime + "invocation/next"));

        _fixture.Broker.Functions.AddRuntime("orders");

        using var answer = await waiting;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Messages_stay_in_their_queue_until_a_process_waits_for_them()
    {
        var queue = await _fixture.CreateAsync("orders");
        _fixture.Broker.Mappings.Add("orders", "orders");
        await _fixture.SendAsync(queue, "a");
        Assert.Equal(1, _fixture.Broker.FindQueue("orders")!.Visible);

        using var invocation = await _http.GetAsync(At(Runtime + "invocation/next"));

        Assert.Contains("\"body\":\"a\"", await invocation.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_were_taken_for_a_process_that_has_gone_reach_the_next_one_with_a_receipt_that_holds()
    {
        var queue = await _fixture.CreateAsync("orders.fifo");
        _fixture.Broker.Functions.AddRuntime("orders");
        _fixture.Broker.Mappings.Add("orders.fifo", "orders");
        using var leaving = new CancellationTokenSource();
        var left = _http.GetAsync(At(Runtime + "invocation/next"), leaving.Token);
        await _fixture.Time.UntilSetAsync(TimeSpan.FromSeconds(20));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await _fixture.SendAsync(queue, "a", "1");

        // What was taken waits for a process, for as long as it is hidden.
        await _fixture.Time.UntilSetAsync(TimeSpan.FromSeconds(30));
        _fixture.Advance(30);
        using var invocation = await _http.GetAsync(At(Runtime + "invocation/next"));
        using var answered = await PostAsync($"invocation/{Header(invocation, "Lambda-Runtime-Aws-Request-Id")}/response", "{}");
        while (_fixture.Broker.FindQueue("orders.fifo")!.Total > 0)
        {
            await Task.Yield();
        }

        Assert.Contains("\"ApproximateReceiveCount\":\"2\"", await invocation.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "functions/orders/2018-06-01/runtime/nothing", 404)]
    [InlineData("POST", "functions/orders/2018-06-01/runtime/invocation/next", 404)]
    [InlineData("POST", "functions/orders/2018-06-01/runtime/invocation/unknown/response", 400)]
    [InlineData("POST", "functions/orders/2018-06-01/runtime/invocation/unknown/error", 400)]
    [InlineData("GET", "2018-06-01/runtime/invocation/next", 404)]
    [InlineData("GET", "functions/no%20name/2018-06-01/runtime/invocation/next", 404)]
    [InlineData("GET", "functions/delegate/2018-06-01/runtime/invocation/next", 409)]
    [InlineData("PUT", "2015-03-31/event-source-mappings/", 405)]
    [InlineData("GET", "2015-03-31/event-source-mappings/unknown", 404)]
    [InlineData("DELETE", "2015-03-31/event-source-mappings/unknown", 404)]
    [InlineData("POST", "2015-03-31/event-source-mappings/", 400)]
    [InlineData("POST", "2015-03-31/functions/unknown/invocations", 404)]
    [InlineData("POST", "2015-03-31/functions", 400)]
    public async Task What_makes_no_sense_is_refused(string method, string path, int status)
    {
        _fixture.Broker.Functions.Add("delegate", (_, _) => Task.FromResult<string?>(null));
        using var request = new HttpRequestMessage(new HttpMethod(method), At(path)) { Content = Json("[broken") };

        using var answer = await _http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Mappings_are_made_listed_and_removed_as_by_the_api_of_lambda()
    {
        await _fixture.CreateAsync("orders");
        using var made = await _http.PostAsync(At("2015-03-31/event-source-mappings/"), Json($$$"""
            {"EventSourceArn":"{{{BrokerFixture.Arn("orders")}}}","FunctionName":"arn:aws:lambda:us-east-1:000000000000:function:orders:live",
             "BatchSize":20,"MaximumBatchingWindowInSeconds":3,"FunctionResponseTypes":["ReportBatchItemFailures"],
             "ScalingConfig":{"MaximumConcurrency":7},"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"a\":[1]}}"}]}}
            """));
        var mapping = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
        var id = mapping["UUID"]!.GetValue<string>();

        Assert.Equal(202, (int)made.StatusCode);
        Assert.Equal(20, mapping["BatchSize"]!.GetValue<int>());
        Assert.Equal(7, mapping["ScalingConfig"]!["MaximumConcurrency"]!.GetValue<int>());
        Assert.Equal("""{"body":{"a":[1]}}""", mapping["FilterCriteria"]!["Filters"]![0]!["Pattern"]!.GetValue<string>());
        Assert.Contains(id, await _http.GetStringAsync(At("2015-03-31/event-source-mappings/")), StringComparison.Ordinal);
        Assert.Contains("\"Enabled\"", await _http.GetStringAsync(At("2015-03-31/event-source-mappings/" + id)), StringComparison.Ordinal);
        using var deleted = await _http.DeleteAsync(At("2015-03-31/event-source-mappings/" + id));
        Assert.Equal(202, (int)deleted.StatusCode);
        Assert.Empty(_fixture.Broker.Mappings.List());
    }

    [Fact]
    public async Task A_mapping_of_the_same_queue_and_function_is_a_conflict_that_names_the_first()
    {
        using var first = await MapAsync("""{"EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:orders","FunctionName":"orders"}""");

        using var second = await MapAsync(
            """{"EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:orders","FunctionName":"arn:aws:lambda:us-east-1:000000000000:function:orders"}""");
        using var other = await MapAsync("""{"EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:orders","FunctionName":"invoices"}""");

        Assert.Equal((202, 409, 202), ((int)first.StatusCode, (int)second.StatusCode, (int)other.StatusCode));
        Assert.Equal("ResourceConflictException", Header(second, "x-amzn-ErrorType"));
        Assert.Contains(
            JsonNode.Parse(await first.Content.ReadAsStringAsync())!["UUID"]!.GetValue<string>(),
            await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, _fixture.Broker.Mappings.List().Count);
    }

    [Fact]
    public async Task A_mapping_that_is_to_be_made_disabled_is_refused_and_not_started()
    {
        using var refused = await MapAsync(
            """{"EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:orders","FunctionName":"orders","Enabled":false}""");

        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("Enabled", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(_fixture.Broker.Mappings.List());
    }

    [Fact]
    public async Task A_function_is_created_as_by_the_api_of_lambda_and_its_processes_come_by_themselves()
    {
        using var created = await _http.PostAsync(At("2015-03-31/functions"), Json("""{"FunctionName":"orders","Timeout":10,"Role":"r"}"""));
        var call = _fixture.Broker.Functions.InvokeAsync("orders", "{}");
        using var invocation = await _http.GetAsync(At(Runtime + "invocation/next"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(
            _fixture.Time.GetUtcNow().AddSeconds(10).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            Header(invocation, "Lambda-Runtime-Deadline-Ms"));
        Assert.False(call.IsCompleted);
    }

    [Fact]
    public async Task A_function_is_invoked_as_by_the_api_of_lambda()
    {
        _fixture.Broker.Functions.Add("echo", (json, _) => Task.FromResult<string?>(json));
        _fixture.Broker.Functions.Add("broken", (_, _) => throw new InvalidOperationException("no"));

        using var echo = await _http.PostAsync(At("2015-03-31/functions/echo/invocations"), Json("""{"a":1}"""));
        using var broken = await _http.PostAsync(At("2015-03-31/functions/broken/invocations"), Json("{}"));

        Assert.Equal("""{"a":1}""", await echo.Content.ReadAsStringAsync());
        Assert.Equal("Unhandled", Header(broken, "X-Amz-Function-Error"));
        Assert.Contains("\"errorMessage\":\"no\"", await broken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> MapAsync(string json) => _http.PostAsync(At("2015-03-31/event-source-mappings/"), Json(json));

    private static Uri At(string path) => new(path, UriKind.Relative);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private Task<HttpResponseMessage> PostAsync(string path, string body) => _http.PostAsync(At(Runtime + path), Json(body));
}
