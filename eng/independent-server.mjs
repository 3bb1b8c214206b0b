// Starts an SQS server that is no part of this project, the referee for the transports, and prints its URL.
// Usage: node independent-server.mjs <folder in which fauxqs is installed> [port; a free one if left out]. It ends with its process.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
if (!folder) {
  console.error("Name the folder in which fauxqs is installed: node independent-server.mjs <folder>");
  process.exit(2);
}

const require = createRequire(join(folder, "package.json"));
const installed = require.resolve.paths("fauxqs")[0];
const load = (...path) => import(pathToFileURL(join(installed, "fauxqs", "dist", ...path)).href);
const { buildApp } = await load("app.js");
const { SqsStore } = await load("sqs", "sqsStore.js");

// Without a host of its own it names queues by the address that the request came to, which needs no name resolution.
const sqsStore = new SqsStore();
sqsStore.host = "";

const server = buildApp({ logger: false, stores: { sqsStore } });
console.log(await server.listen({ host: "127.0.0.1", port: Number(process.argv[3] ?? 0) }));
