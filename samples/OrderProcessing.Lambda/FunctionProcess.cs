using System.Diagnostics;

namespace OrderProcessing;

/// <summary>The function's process, told by its environment what Lambda tells it: where to ask for invocations, and as whom.</summary>
internal sealed class FunctionProcess : IDisposable
{
    public const string Name = "order-processing";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private FunctionProcess(Process process) => _process = process;

    public static FunctionProcess Start(string file, Uri broker)
    {
        var start = new ProcessStartInfo(file);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = $"{broker.Authority}/functions/{Name}";
        start.Environment["Messaging__Aws__ServiceUrl"] = broker.AbsoluteUri;
        start.Environment["Messaging__Aws__Region"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        return new FunctionProcess(Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."));
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
