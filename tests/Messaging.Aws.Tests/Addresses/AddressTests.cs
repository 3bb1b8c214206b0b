namespace Messaging.Aws.Tests;

public class AddressTests
{
    [Theory]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:orders")]
    [InlineData("arn:aws-cn:sns:cn-north-1:123456789012:topic:with:colons")]
    [InlineData("arn:aws-us-gov:s3:::bucket/key")]
    public void Reads_an_ARN_of_any_partition_and_writes_it_back(string text) =>
        Assert.Equal(text, Arn.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("arn:aws:sqs:eu-west-1:orders")]
    [InlineData("arn::sqs:eu-west-1:123456789012:orders")]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:")]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:or ders")]
    [InlineData("urn:aws:sqs:eu-west-1:123456789012:orders")]
    public void Refuses_what_is_no_ARN(string? text)
    {
        Assert.False(Arn.TryParse(text, out _));
        Assert.Throws<MessagingConfigurationException>(() => Arn.Parse(text));
    }

    [Theory]
    [InlineData("orders", "orders", null, null)]
    [InlineData("Orders_2-x.fifo", "Orders_2-x.fifo", null, null)]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/123456789012/orders", "orders", "eu-west-1", "123456789012")]
    [InlineData("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders", "orders", "cn-north-1", "123456789012")]
    [InlineData("https://queue.amazonaws.com/123456789012/orders", "orders", "us-east-1", "123456789012")]
    [InlineData("https://eu-west-1.queue.amazonaws.com/123456789012/orders", "orders", "eu-west-1", "123456789012")]
    [InlineData("https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com/123456789012/orders", "orders", "eu-west-1", "123456789012")]
    [InlineData("http://localhost:9324/queue/orders", "orders", null, null)]
    [InlineData("http://sqs.default.svc.cluster.local/queue/orders", "orders", "default", null)]
    [InlineData("arn:aws-cn:sqs:cn-north-1:123456789012:orders.fifo", "orders.fifo", "cn-north-1", "123456789012")]
    public void Reads_a_name_a_URL_and_an_ARN(string text, string name, string? region, string? account)
    {
        var address = QueueAddress.Parse(text);

        Assert.Equal((name, region, account), (address.Name, address.Region, address.AccountId));
        Assert.Equal(text.StartsWith("http", StringComparison.Ordinal) ? text : null, address.Url);
        Assert.Equal(name.EndsWith(".fifo", StringComparison.Ordinal), address.IsFifo);
    }

    [Theory]
    [InlineData("orders", null)]
    [InlineData("http://localhost:9324/000000000000/orders", null)]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/123456789012/orders", "arn:aws:sqs:eu-west-1:123456789012:orders")]
    [InlineData("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders", "arn:aws-cn:sqs:cn-north-1:123456789012:orders")]
    [InlineData("https://sqs.us-gov-west-1.amazonaws.com/123456789012/orders", "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:orders")]
    [InlineData("arn:aws-cn:sqs:cn-north-1:123456789012:orders.fifo", "arn:aws-cn:sqs:cn-north-1:123456789012:orders.fifo")]
    public void Has_an_ARN_where_it_says_region_and_account(string text, string? arn) => Assert.Equal(arn, QueueAddress.Parse(text).QueueArn);

    [Theory]
    [InlineData("or ders")]
    [InlineData("orders.Fifo")]
    [InlineData(".fifo")]
    [InlineData("a/b")]
    [InlineData("ftp://sqs.test/1/orders")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/1/orders?x=1")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:orders")]
    [InlineData("arn:aws:sqs")]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:a:b")]
    public void Names_a_malformed_address_and_says_what_is_allowed(string text)
    {
        var exception = Assert.Throws<MessagingConfigurationException>(() => QueueAddress.Parse(text));

        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Allowed are", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Correct it", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:orders", "is an ARN of the service 'sns', and one of 'sqs' is needed")]
    [InlineData("arn:aws:sqs:eu-west-1:12345678901:orders", "has the account '12345678901', and an account is 12 digits, those in front included")]
    [InlineData("arn:aws:sqs:eu-west-1::orders", "has the account ''")]
    [InlineData("arn:aws:sqs:eu-west-1:my-account-01:orders", "has the account 'my-account-01'")]
    [InlineData("arn:aws:sqs::123456789012:orders", "has the region '', and regions are called as 'eu-central-1' is")]
    [InlineData("arn:aws:sqs:EU-West-1:123456789012:orders", "has the region 'EU-West-1'")]
    [InlineData("arn:aws:sqs:eu-west-1a:123456789012:orders", "has the region 'eu-west-1a'")]
    [InlineData("arn:aws:sqs:eu_west_1:123456789012:orders", "has the region 'eu_west_1'")]
    [InlineData("arn:aws:sqs:eu-west-1:orders", "is not an ARN, which has six parts")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/12345678901/orders", "has the account '12345678901'")]
    public void Says_what_is_wrong_with_an_ARN_or_URL_of_AWS(string text, string problem) =>
        Assert.Contains($"'{text}' {problem}", Assert.Throws<MessagingConfigurationException>(() => QueueAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("arn:aws:sqs:elasticmq:000000000000:orders")]
    [InlineData("arn:aws-iso-b:sqs:us-isob-east-1:123456789012:orders")]
    public void Takes_the_regions_of_every_partition_and_of_emulators(string text) => Assert.Equal(text, QueueAddress.Parse(text).QueueArn);

    [Fact]
    public void Takes_the_ARNs_that_a_server_has_as_they_are() =>
        Assert.Equal("orders", QueueAddress.Known("arn:aws:sqs:Somewhere:7:orders").Name);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Refuses_an_empty_address(string? text) =>
        Assert.Throws<MessagingConfigurationException>(() => QueueAddress.Parse(text));

    [Fact]
    public void Counts_the_ending_of_a_FIFO_queue_in_the_80_characters_of_its_name()
    {
        Assert.True(QueueAddress.Parse(new string('x', 75) + ".fifo").IsFifo);
        Assert.Throws<MessagingConfigurationException>(() => QueueAddress.Parse(new string('x', 76) + ".fifo"));
    }
}
