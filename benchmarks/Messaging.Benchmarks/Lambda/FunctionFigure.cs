using System.Diagnostics;
using System.Text;

namespace Messaging.Benchmarks;

/// <summary>One function in a process of its own: its size, how soon it answers, and what an invocation takes.</summary>
internal sealed class FunctionFigure(string name, string file, Uri broker)
{
    private const double BytesPerMegabyte = 1_000_000;
    private const string Order =
        """{"specversion":"1.0","id":"1","source":"/benchmark","type":"acme.order-placed.v1","data":{"orderId":"1","number":1,"product":"tea","quantity":2}}""";

    private string _function = string.Empty;

    public async Task MeasureAsync(int starts, int invocations)
    {
        var folder = Path.GetDirectoryName(file)!;
        var program = name == "native"
            ? new FileInfo(file).Length
            : Directory.EnumerateFiles(folder, "*", SearchOption.TopDirectoryOnly)
                .Where(path => Path.GetExtension(path) is "" or ".dll" or ".json").Sum(path => new FileInfo(path).Length);
        Output.Write($"lambda-{name}-size", program / BytesPerMegabyte, "MB");

        using var http = new HttpClient { BaseAddress = broker };
        var first = new List<double>();
        for (var start = 0; start < starts; start++)
        {
            // A name of its own: none waits that was started before.
            _function = $"benchmark-{name}-{start}";
            using (var content = new StringContent($$"""{"FunctionName":"{{_function}}","Timeout":10}"""))
            {
                using var created = await http.PostAsync(new Uri("2015-03-31/functions", UriKind.Relative), content);
                created.EnsureSuccessStatusCode();
            }

            first.Add(await MeasureStartAsync(http, start == starts - 1 ? invocations : 0));
        }

        Output.Write($"lambda-{name}-start-to-first-answer", Median(first), "ms");
    }

    private async Task<double> MeasureStartAsync(HttpClient http, int invocations)
    {
        using var function = RunningFunction.Start(file, broker, _function);
        await InvokeAsync(http);
        var first = function.Age.TotalMilliseconds;
        if (invocations > 0)
        {
            await MeasureWarmAsync(http, function, invocations);
        }

        return first;
    }

    private async Task MeasureWarmAsync(HttpClient http, RunningFunction function, int invocations)
    {
        var times = new List<double>(invocations);
        for (var invocation = 0; invocation < invocations; invocation++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await InvokeAsync(http);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMicroseconds);
        }

        Output.Write($"lambda-{name}-warm-invocation", Median(times), "us");
        Output.Write($"lambda-{name}-memory", function.WorkingSet / BytesPerMegabyte, "MB");
    }

    private async Task InvokeAsync(HttpClient http)
    {
        using var content = new StringContent(Event(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(
            new Uri($"2015-03-31/functions/{_function}/invocations", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (text != """{"batchItemFailures":[]}""")
        {
            throw new InvalidOperationException($"The function of {file} answered {(int)answer.StatusCode}: {text}");
        }
    }

    private static string Event()
    {
        var body = System.Text.Json.JsonEncodedText.Encode(Order);
        return $$"""
            {"Records":[{"messageId":"1","receiptHandle":"r","body":"{{body}}","attributes":{"ApproximateReceiveCount":"1"},
             "messageAttributes":{},"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:orders","awsRegion":"us-east-1"}]}
            """;
    }

    private static double Median(List<double> values) => values.Order().ElementAt((values.Count - 1) / 2);

    /// <summary>The process, as Lambda would start it. It ends with this object.</summary>
    private sealed class RunningFunction : IDisposable
    {
        private readonly Process _process;
        private readonly long _started;

        private RunningFunction(Process process, long started) => (_process, _started) = (process, started);

        public static RunningFunction Start(string file, Uri broker, string function)
        {
            var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["AWS_LAMBDA_RUNTIME_API"] = $"{broker.Authority}/functions/{function}";
            start.Environment["Messaging__Aws__Region"] = "us-east-1";
            var started = TimeProvider.System.GetTimestamp();
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return new RunningFunction(process, started);
        }

        public TimeSpan Age => TimeProvider.System.GetElapsedTime(_started);

        public long WorkingSet
        {
            get
            {
                _process.Refresh();
                return _process.WorkingSet64;
            }
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                _process.WaitForExit();
            }

            _process.Dispose();
        }
    }
}
