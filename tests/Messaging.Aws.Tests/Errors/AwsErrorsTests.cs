using System.Net;
using Amazon.Runtime;

namespace Messaging.Aws.Tests;

public class AwsErrorsTests
{
    [Theory]
    [InlineData("RequestThrottled")]
    [InlineData("AWS.SimpleQueueService.RequestThrottled")]
    [InlineData("KMS.ThrottlingException")]
    [InlineData("KmsThrottled")]
    [InlineData("OverLimit")]
    [InlineData("InternalError")]
    [InlineData("ExpiredToken")]
    public void Takes_throttling_and_faults_for_passing(string code) =>
        Assert.Equal(EntryFailureKind.Transient, AwsErrors.Classify(code));

    [Theory]
    [InlineData("ReceiptHandleIsInvalid", null)]
    [InlineData("AWS.SimpleQueueService.MessageNotInflight", null)]
    [InlineData("InvalidParameterValue", "Value x for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")]
    [InlineData("InvalidParameterValue", "Reason: Message does not exist or is not available for visibility timeout change.")]
    public void Knows_a_receipt_that_is_of_no_use_any_more(string code, string? message) =>
        Assert.Equal(EntryFailureKind.Gone, AwsErrors.Classify(code, message));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("AccessDenied")]
    [InlineData("InvalidParameterValue")]
    public void Takes_everything_else_for_lasting(string? code) =>
        Assert.Equal(EntryFailureKind.Permanent, AwsErrors.Classify(code, "No."));

    [Theory]
    [InlineData(503, "Odd", EntryFailureKind.Transient)]
    [InlineData(429, "Odd", EntryFailureKind.Transient)]
    [InlineData(403, "OverLimit", EntryFailureKind.Transient)]
    [InlineData(400, "ReceiptHandleIsInvalid", EntryFailureKind.Gone)]
    [InlineData(403, "AccessDenied", EntryFailureKind.Permanent)]
    public void Classifies_what_a_request_failed_with(int status, string code, object kind) =>
        Assert.Equal(kind, AwsErrors.Classify(Exception(status, code)));

    [Fact]
    public void Finds_a_lost_connection_beneath_other_exceptions()
    {
        Assert.True(AwsErrors.IsTransient(new AmazonClientException("Failed.", new HttpRequestException("Reset."))));
        Assert.True(AwsErrors.IsTransient(new TaskCanceledException("Timed out.", new TimeoutException())));
        Assert.True(AwsErrors.IsTransient(new IOException()));
        Assert.False(AwsErrors.IsTransient(new AmazonClientException("No credentials.")));
        Assert.False(AwsErrors.IsTransient(null));
    }

    [Theory]
    [InlineData("AccessDenied", true)]
    [InlineData("AccessDeniedException", true)]
    [InlineData("KMS.AccessDeniedException", true)]
    [InlineData("InvalidAddress", false)]
    public void Knows_a_missing_permission(string code, bool isDenied) =>
        Assert.Equal(isDenied, AwsErrors.IsAccessDenied(Exception(403, code)));

    private static AmazonServiceException Exception(int status, string code) =>
        new("No.", null, ErrorType.Sender, code, "request", (HttpStatusCode)status);
}
