namespace Messaging.Aws.Tests;

public sealed class PolicyDocumentTests
{
    private const string Queue = "arn:aws:sqs:eu-west-1:123456789012:reports";
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:events";

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:eu-west-1:123456789012:events"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":["a.amazonaws.com","sns.amazonaws.com"]},"Action":["SQS:SendMessage"],"Condition":{"ArnLike":{"aws:SourceArn":["x","arn:aws:sns:eu-west-1:123456789012:*"]}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:sns:eu-west-1:123456789012:events"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage"}""")]
    public void A_source_that_somebodys_statement_lets_in_is_not_added(string statement)
    {
        var policy = PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");

        Assert.False(policy.Allow(DeliveringServices.Sns, "sqs:SendMessage", Queue, Topic));
    }

    [Theory]
    [InlineData("""{"Effect":"Deny","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sqs:SendMessage"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:ReceiveMessage"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:sns:eu-west-1:123456789012:other"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"StringEquals":{"aws:SourceAccount":"1"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*"},"Bool":{"aws:SecureTransport":"true"}}}""")]
    public void A_source_that_no_statement_lets_in_for_certain_gets_one_beside_them(string statement)
    {
        var policy = PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":{{statement}}}""");

        Assert.True(policy.Allow(DeliveringServices.Sns, "sqs:SendMessage", Queue, Topic));
        Assert.False(policy.Allow(DeliveringServices.Sns, "sqs:SendMessage", Queue, Topic));
        Assert.Contains(statement, policy.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"MessagingTopics\"", policy.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_of_one_service_share_a_statement()
    {
        var policy = PolicyDocument.Parse(null);
        foreach (var topic in new[] { "b", "a", "b" })
        {
            policy.Allow(DeliveringServices.Sns, "sqs:SendMessage", Queue, topic);
        }

        Assert.EndsWith(
            "\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":[\"a\",\"b\"]}}}]}", policy.ToJson(), StringComparison.Ordinal);
    }
}
