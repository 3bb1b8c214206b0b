// Reads the documents that the samples export, and every picture of the documentation, with parsers that know nothing of this
// project: HashiCorp's of HCL, Mermaid's own, and cfn-lint and terraform where they are on the path.
//   npm install --prefix DIR @cdktf/hcl2json mermaid jsdom
//   node eng/exports.mjs DIR
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(join(resolve(process.argv[2]), 'package.json'));
const { parse: parseTerraform } = require('@cdktf/hcl2json');
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('');
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import(pathToFileURL(require.resolve('mermaid')).href);

let passed = 0;
let failed = 0;

async function check(what, look) {
  try {
    await look();
    passed++;
  } catch (error) {
    failed++;
    console.log(`! ${what}: ${error.message}`);
  }
}

function must(isSo, problem) {
  if (!isSo) {
    throw new Error(problem);
  }
}

const same = (what, left, right) => must(
  JSON.stringify([...left].sort()) === JSON.stringify([...right].sort()), `${what}: ${[...left].sort()} and ${[...right].sort()}`);

const exported = (sample, format) => execFileSync(
  'dotnet', ['run', '--no-build', '-c', 'Release', '--project', join(root, 'samples', sample), '--', 'topology', 'export', '--format', format],
  { encoding: 'utf8' });

// What the tools say that know every property of every resource. A machine without one leaves it out and says so.
function tool(name, text, extension, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'exports-'));
  try {
    const file = join(folder, `document.${extension}`);
    writeFileSync(file, text);
    const result = spawnSync(name, [...args, file], { encoding: 'utf8' });
    if (result.error) {
      console.log(`${name} is not on the path: the ${extension} document is read by parsers alone.`);
      return;
    }
    must(result.status === 0, `${name}: ${result.stdout}${result.stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function noNull(value, path) {
  must(value !== null, `${path} is null, and a template may hold no null`);
  if (typeof value === 'object') {
    Object.entries(value).forEach(([name, inner]) => noNull(inner, `${path}/${name}`));
  }
}

const ofType = (template, type) => Object.values(template.Resources).filter(resource => resource.Type === type).map(resource => resource.Properties);

// A statement of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
function checkPolicy(policy) {
  must(policy.Version === '2012-10-17', 'Version');
  must(new Set(policy.Statement.map(statement => statement.Sid)).size === policy.Statement.length, 'two statements have one Sid');
  for (const statement of policy.Statement) {
    same('members', Object.keys(statement), ['Sid', 'Effect', 'Action', 'Resource']);
    must(/^[A-Za-z0-9]+$/.test(statement.Sid), `Sid ${statement.Sid}`);
    must(statement.Effect === 'Allow', `Effect ${statement.Effect}`);
    for (const action of statement.Action) {
      must(/^(sqs|sns|events|kms):[A-Z][A-Za-z]+$/.test(action), `action ${action}`);
    }
    for (const resource of statement.Resource) {
      must(/^arn:aws:(sqs|sns|events|kms):[^:]+:[^:]+:[A-Za-z0-9._/-]+(:\*)?$/.test(resource), `resource ${resource}`);
    }
  }
}

async function checkSample(sample) {
  const template = JSON.parse(exported(sample, 'cloudformation'));
  const queues = ofType(template, 'AWS::SQS::Queue').map(queue => queue.QueueName);
  const topics = ofType(template, 'AWS::SNS::Topic').map(topic => topic.TopicName);
  const rules = ofType(template, 'AWS::Events::Rule').map(rule => rule.Name);
  await check(`${sample}, CloudFormation`, () => {
    must(queues.length > 5, 'it has no queues');
    noNull(template, '');
    tool('cfn-lint', JSON.stringify(template), 'json');
  });

  const text = exported(sample, 'terraform');
  await check(`${sample}, Terraform`, async () => {
    const { resource } = await parseTerraform('topology.tf', text);
    const names = type => Object.values(resource[type] ?? {}).map(([block]) => block.name);
    const count = type => Object.keys(resource[type] ?? {}).length;
    same('queues', names('aws_sqs_queue'), queues);
    same('topics', names('aws_sns_topic'), topics);
    same('rules', names('aws_cloudwatch_event_rule'), rules);
    must(count('aws_cloudwatch_event_target') === rules.length, 'not every rule has a target');
    must(count('aws_sqs_queue_policy') === ofType(template, 'AWS::SQS::QueuePolicy').length, 'other policies than the template');
    must(count('aws_sns_topic_subscription') === ofType(template, 'AWS::SNS::Subscription').length, 'other subscriptions than the template');
    const references = JSON.stringify(resource).match(/\baws_[a-z_]+\.[a-z0-9_]+/g);
    must(references.length > queues.length, 'nothing refers to anything');
    for (const reference of references) {
      const [type, name] = reference.split('.');
      must(resource[type]?.[name], `${reference} is referred to and not there`);
    }
    tool('terraform', text, 'tf', 'fmt', '-check');
  });

  const picture = exported(sample, 'mermaid');
  await check(`${sample}, Mermaid`, async () => {
    must((await mermaid.parse(picture)).diagramType.startsWith('flowchart'), 'it is no flowchart');
    [...queues, ...topics, ...rules].forEach(name => must(picture.includes(`${name}"`), `${name} is not in it`));
  });

  await check(`${sample}, IAM`, () => checkPolicy(JSON.parse(exported(sample, 'iam'))));
}

async function checkPictures() {
  const files = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  for (const file of files) {
    const blocks = readFileSync(join(root, file), 'utf8').matchAll(/```mermaid\n(.*?)```/gs);
    for (const [, block] of blocks) {
      await check(`${file}, ${block.slice(0, 40)}`, () => mermaid.parse(block));
    }
  }
}

await checkSample('FanOut');
await checkSample('EventRouting');
await checkPictures();
console.log(`${passed} documents and pictures are as they should be, ${failed} are not.`);
process.exit(failed === 0 && passed > 8 ? 0 : 1);
