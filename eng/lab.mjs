// Does the lab with the AWS clients for JavaScript. Usage: node lab.mjs FOLDER-WITH-NODE_MODULES ENDPOINT
import { createRequire } from 'node:module';
import { deepStrictEqual as same } from 'node:assert';
import { join } from 'node:path';

const [folder, endpoint] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const sqsSdk = require('@aws-sdk/client-sqs');
const snsSdk = require('@aws-sdk/client-sns');
const eventsSdk = require('@aws-sdk/client-eventbridge');

const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const sqs = new sqsSdk.SQS(options);
const sns = new snsSdk.SNS(options);
const events = new eventsSdk.EventBridge(options);

await fetch(`${endpoint}/reset`, { method: 'POST' });

const openTo = (service, arn) => JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sqs:SendMessage', Resource: arn }],
});
const arnOf = async (url) => (await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['QueueArn'] })).Attributes.QueueArn;
const queue = async (name, service, attributes = {}) => {
  const { QueueUrl } = await sqs.createQueue({ QueueName: name, Attributes: attributes });
  const arn = await arnOf(QueueUrl);
  if (service) {
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: openTo(service, arn) } });
  }
  return { url: QueueUrl, arn };
};
const bodies = async ({ url }, visibility = 30, wait = 0) =>
  ((await sqs.receiveMessage({
    QueueUrl: url, VisibilityTimeout: visibility, MaxNumberOfMessages: 10, WaitTimeSeconds: wait,
  })).Messages ?? [])
    .map((message) => message.Body);

const dead = await queue('orders-dlq');
const orders = await queue('orders', null, {
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
});
await sqs.sendMessageBatch({ QueueUrl: orders.url, Entries: [{ Id: '0', MessageBody: 'an order' }] });
for (let receive = 0; receive < 3; receive++) same(await bodies(orders, 0), ['an order']);
same(await bodies(orders, 0), []);
same(await bodies(dead, 0), ['an order']);
await sqs.startMessageMoveTask({ SourceArn: dead.arn });
same(await bodies(orders, 0, 10), ['an order']);

const { TopicArn } = await sns.createTopic({ Name: 'order-events' });
const eu = await queue('eu', 'sns.amazonaws.com');
const all = await queue('all', 'sns.amazonaws.com');
await sns.subscribe({
  TopicArn, Protocol: 'sqs', Endpoint: eu.arn,
  Attributes: { RawMessageDelivery: 'true', FilterPolicy: '{"region":["eu"]}' },
});
await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: all.arn, Attributes: { RawMessageDelivery: 'true' } });
const published = await sns.publishBatch({
  TopicArn,
  PublishBatchRequestEntries: ['us', 'eu'].map((region, at) => ({
    Id: `${at}`, Message: region, MessageAttributes: { region: { DataType: 'String', StringValue: region } },
  })),
});
same(published.Successful.length, 2);
same(await bodies(eu), ['eu']);
same((await bodies(all)).sort(), ['eu', 'us']);
await sns.publish({ TopicArn: `${TopicArn}x`, Message: 'm' }).then(
  () => { throw new Error('published to a topic that does not exist'); },
  (error) => same([error.name, error.$metadata.httpStatusCode], ['NotFoundException', 404]));

const routed = await queue('routed', 'events.amazonaws.com');
await events.putRule({ Name: 'placed', EventPattern: '{"source":["shop"],"detail":{"total":[{"numeric":[">",100]}]}}' });
await events.putTargets({ Rule: 'placed', Targets: [{ Id: 'routed', Arn: routed.arn, InputPath: '$.detail' }] });
const put = await events.putEvents({
  Entries: [50, 150].map((total) => ({ Source: 'shop', DetailType: 'OrderPlaced', Detail: JSON.stringify({ total }) })),
});
same(put.FailedEntryCount, 0);
same(await bodies(routed), ['{"total":150}']);
await events.describeRule({ Name: 'none' }).then(
  () => { throw new Error('described a rule that does not exist'); },
  (error) => same(error.name, 'ResourceNotFoundException'));
console.log('The lab is done.');
