// Starts a server of SNS, EventBridge and SQS that is no part of this project, and prints its URL: moto, as it is but for one
// thing. Its rules take no event to a topic (they fail), so a topic that is put as a target becomes a queue there, and what
// arrives in that queue is published to the topic. Patterns, filters, topics and queues remain moto's own.
// Usage: node independent-events.mjs [port; a free one if left out]. It ends with its process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { connect, createServer as createListener } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const port = await freePort();
const moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
moto.on("error", (error) => stop(`moto_server cannot be started: ${error.message}`));
moto.on("exit", (code) => stop(`moto_server ended with ${code}.`));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop());
await listening();

const agent = new Agent({ keepAlive: true });
const bridged = new Map();
const server = createServer(async (incoming, answer) => {
  try {
    const target = incoming.headers["x-amz-target"] ?? "";
    const asked = await read(incoming);
    const body = target === "AWSEvents.PutTargets" ? await withQueues(asked.toString()) : asked;
    const headers = { ...incoming.headers, "content-length": Buffer.byteLength(body) };
    const answered = await ask(incoming.method, incoming.url, headers, body);
    const bytes = target.startsWith("AWSEvents.") ? withTopics(answered.bytes.toString()) : answered.bytes;
    answer.writeHead(answered.status, { ...answered.headers, "content-length": Buffer.byteLength(bytes) }).end(bytes);
  } catch (error) {
    answer.writeHead(502).end(String(error));
  }
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1");
await once(server, "listening");
console.log(`http://127.0.0.1:${server.address().port}`);

// Names a queue in place of each topic, and has it made.
async function withQueues(body) {
  const topics = new Set(body.match(/arn:aws:sns:[^"]+/g));
  for (const topic of topics) {
    if (!bridged.has(topic)) bridged.set(topic, create(topic));
    body = body.replaceAll(`"${topic}"`, `"${await bridged.get(topic)}"`);
  }
  return body;
}

const withTopics = (body) => body.replace(/arn:aws:sqs:([^":]+:[^":]+):to-topic-/g, "arn:aws:sns:$1:");

async function create(topic) {
  const [, , , region, , name] = topic.split(":");
  const { QueueUrl } = await json(region, "sqs", "AmazonSQS.CreateQueue", { QueueName: `to-topic-${name}` });
  const names = { QueueUrl, AttributeNames: ["QueueArn"] };
  const { Attributes } = await json(region, "sqs", "AmazonSQS.GetQueueAttributes", names);
  carry(region, QueueUrl, topic).catch((error) => stop(`What rules deliver does not reach ${topic}: ${error}`));
  return Attributes.QueueArn;
}

async function carry(region, QueueUrl, TopicArn) {
  for (;;) {
    const received = await json(region, "sqs", "AmazonSQS.ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 });
    for (const { Body: Message, ReceiptHandle } of received.Messages ?? []) {
      const form = new URLSearchParams({ Action: "Publish", Version: "2010-03-31", TopicArn, Message });
      await call(region, "sns", { "content-type": "application/x-www-form-urlencoded" }, form.toString());
      await json(region, "sqs", "AmazonSQS.DeleteMessage", { QueueUrl, ReceiptHandle });
    }
    if (!received.Messages?.length) await delay(200);
  }
}

async function json(region, service, operation, input) {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": operation };
  return JSON.parse((await call(region, service, headers, JSON.stringify(input))) || "{}");
}

// The server looks at the scope of the credentials only.
async function call(region, service, headers, body) {
  const credential = `test/20300101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=00`;
  const { status, bytes } = await ask("POST", "/", { ...headers, authorization, host: `127.0.0.1:${port}` }, body);
  if (status !== 200) throw new Error(`${status} ${bytes}`);
  return bytes.toString();
}

async function ask(method, path, headers, body) {
  const asked = request({ host: "127.0.0.1", port, method, path, headers, agent });
  asked.end(body);
  const [answered] = await once(asked, "response");
  const { connection, "transfer-encoding": encoding, ...rest } = answered.headers;
  return { status: answered.statusCode, headers: rest, bytes: await read(answered) };
}

async function read(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

async function freePort() {
  const listener = createListener().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  return port;
}

async function listening() {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const connected = await Promise.race([once(socket, "connect").then(() => true), once(socket, "close").then(() => false)]).catch(() => false);
    socket.destroy();
    if (connected) return;
    await delay(100);
  }
}

function stop(why) {
  if (why) console.error(why);
  moto.kill();
  process.exit(why ? 1 : 0);
}
