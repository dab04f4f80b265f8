// One real exchange or more with each service; prints what it was told, without what differs from run to run.
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateFunctionCommand, InvokeCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand, DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, paginateListObjectsV2, PutObjectCommand, S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateStateMachineCommand, DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient,
} from "@aws-sdk/client-sqs";
import { GetParametersByPathCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { Upload } from "@aws-sdk/lib-storage";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { Readable } from "node:stream";
import { createHash } from "node:crypto";

const print = (name, value) => console.log(name, typeof value === "string" ? value : JSON.stringify(value));
const fails = async (name, run) => {
  try {
    print(name, await run());
  } catch (error) {
    print(`${name} fails`, [error.name, error.message, error.$metadata?.httpStatusCode, error.Code]);
  }
};
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

const s3 = new S3Client({ forcePathStyle: true });
const Bucket = "things";
print("bucket", (await s3.send(new CreateBucketCommand({ Bucket }))).$metadata.httpStatusCode);
const Body = "text with ü and \u0000";
const put = await s3.send(new PutObjectCommand({ Bucket, Key: "a/ü b+&.txt", Body, ContentType: "text/plain", Metadata: { one: "1" } }));
print("put", [put.ETag, put.$metadata.httpStatusCode]);
const got = await s3.send(new GetObjectCommand({ Bucket, Key: "a/ü b+&.txt" }));
print("get", [got.ContentType, got.Metadata, got.ContentLength, got.Body instanceof Readable, await got.Body.transformToString()]);
const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i * 7);
await s3.send(new PutObjectCommand({ Bucket, Key: "bytes", Body: bytes, ChecksumAlgorithm: "SHA256" }));
const read = async () => (await s3.send(new GetObjectCommand({ Bucket, Key: "bytes" }))).Body;
print("as bytes", digest(await (await read()).transformToByteArray()));
let size = 0;
for await (const chunk of await read()) size += chunk.length;
print("by iteration", size);
print("as web stream", digest(await new Response((await read()).transformToWebStream()).bytes()));
const twice = await read();
await twice.transformToString("base64");
await fails("transformed twice", () => twice.transformToString());
const events = await read();
print("by events", await new Promise((resolve, reject) => {
  const hash = createHash("sha256");
  events.on("data", (chunk) => hash.update(chunk)).on("end", () => resolve(hash.digest("hex").slice(0, 16))).on("error", reject);
}));
const range = await s3.send(new GetObjectCommand({ Bucket, Key: "bytes", Range: "bytes=10-19" }));
print("range", [range.ContentRange, [...await range.Body.transformToByteArray()]]);
for (const algorithm of ["CRC32", "CRC32C", "SHA1", "SHA256"]) {
  const sent = await s3.send(new PutObjectCommand({ Bucket, Key: algorithm, Body: "checked", ChecksumAlgorithm: algorithm }));
  print(algorithm, sent.$metadata.httpStatusCode);
}
await s3.send(new PutObjectCommand({ Bucket, Key: "stream", Body: Readable.from([Buffer.from("one "), Buffer.from("two")]), ContentLength: 7 }));
print("stream", await (await s3.send(new GetObjectCommand({ Bucket, Key: "stream" }))).Body.transformToString());
print("head", (await s3.send(new HeadObjectCommand({ Bucket, Key: "stream" }))).ContentLength);
await fails("no key", () => s3.send(new GetObjectCommand({ Bucket, Key: "none" })));
await fails("no bucket", () => s3.send(new ListObjectsV2Command({ Bucket: "nowhere" })));
await fails("not there", () => s3.send(new HeadObjectCommand({ Bucket, Key: "none" })));
const upload = new Upload({
  client: s3, params: { Bucket, Key: "large", Body: Readable.from((function* () { for (let i = 0; i < 13; i++) yield Buffer.alloc(1 << 20, i); })()) },
  partSize: 5 << 20, queueSize: 2,
});
const parts = new Set();
upload.on("httpUploadProgress", ({ part }) => parts.add(part));
const done = await upload.done();
print("multipart", [done.ETag, [...parts].sort(), done.Key]);
print("large", digest(await (await s3.send(new GetObjectCommand({ Bucket, Key: "large" }))).Body.transformToByteArray()));
const keys = [];
for await (const page of paginateListObjectsV2({ client: s3, pageSize: 3 }, { Bucket })) keys.push(page.Contents.map(({ Key, Size }) => [Key, Size]));
print("pages", keys);
const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "stream" }), { expiresIn: 600 });
print("presigned", [[...new URL(url).searchParams.keys()], await (await fetch(url)).text()]);
const post = await createPresignedPost(s3, { Bucket, Key: "posted", Conditions: [["content-length-range", 0, 100]] });
print("presigned post", Object.keys(post.fields));
print("deleted", (await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "large" }, { Key: "stream" }] } }))).Deleted);

const sqs = new SQSClient({});
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "queue" }));
const sent = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "<hello> & ü", MessageAttributes: { a: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2) } } }));
print("sqs send", sent.MD5OfMessageBody);
print("sqs batch", (await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "1", MessageBody: "x" }, { Id: "2", MessageBody: "y" }] }))).Successful.length);
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }));
print("sqs receive", Messages.map((one) => [one.Body, one.MessageAttributes?.a?.BinaryValue && [...one.MessageAttributes.a.BinaryValue]]).sort());
for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
await fails("sqs none", () => sqs.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}x`, MessageBody: "x" })));

const sns = new SNSClient({});
const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "topic" }));
print("sns topic", TopicArn);
await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: "arn:aws:sqs:us-east-1:123456789012:queue" }));
print("sns publish", typeof (await sns.send(new PublishCommand({ TopicArn, Message: "told" }))).MessageId);
print("sns to sqs", JSON.parse((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages[0].Body).Message);

const sts = new STSClient({});
print("sts", (await sts.send(new GetCallerIdentityCommand({}))).Account);
const assumed = await sts.send(new AssumeRoleCommand({ RoleArn: "arn:aws:iam::123456789012:role/r", RoleSessionName: "s" }));
print("sts role", [assumed.AssumedRoleUser.Arn, assumed.Credentials.Expiration instanceof Date]);
const temporary = await fromTemporaryCredentials({ params: { RoleArn: "arn:aws:iam::123456789012:role/r" }, clientConfig: {} })();
print("temporary", [typeof temporary.accessKeyId, temporary.expiration instanceof Date]);

const ssm = new SSMClient({});
for (const name of ["b", "a"]) await ssm.send(new PutParameterCommand({ Name: `/app/${name}`, Value: `value of ${name}`, Type: "String" }));
const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path: "/app" }));
print("ssm", Parameters.map(({ Name, Value, LastModifiedDate }) => [Name, Value, LastModifiedDate instanceof Date]).sort());

const secrets = new SecretsManagerClient({});
await secrets.send(new CreateSecretCommand({ Name: "secret", SecretBinary: Uint8Array.of(5, 6) }));
print("secret", [...(await secrets.send(new GetSecretValueCommand({ SecretId: "secret" }))).SecretBinary]);
await fails("no secret", () => secrets.send(new GetSecretValueCommand({ SecretId: "none" })));

const kms = new KMSClient({});
const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: KeyMetadata.KeyId, Plaintext: Buffer.from("plain") }));
print("kms", Buffer.from((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toString());

const lambda = new LambdaClient({});
await fails("lambda create", async () => (await lambda.send(new CreateFunctionCommand({
  FunctionName: "f", Runtime: "python3.11", Role: "arn:aws:iam::123456789012:role/r", Handler: "m.h",
  Code: { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") },
}))).FunctionName);
print("lambda list", (await lambda.send(new ListFunctionsCommand({}))).Functions.map(({ FunctionName }) => FunctionName));
await fails("lambda invoke", async () => {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: "f", Payload: JSON.stringify({ a: 1 }) }));
  return [answer.StatusCode, answer.FunctionError, Buffer.from(answer.Payload).toString()];
});

const bus = new EventBridgeClient({});
print("rule", (await bus.send(new PutRuleCommand({ Name: "rule", EventPattern: '{"source":["app"]}' }))).RuleArn);
print("rules", (await bus.send(new ListRulesCommand({}))).Rules.map(({ Name, State }) => [Name, State]));
print("events", (await bus.send(new PutEventsCommand({ Entries: [{ Source: "app", DetailType: "t", Detail: "{}", Time: new Date(0) }] }))).FailedEntryCount);

const steps = new SFNClient({});
const { stateMachineArn } = await steps.send(new CreateStateMachineCommand({
  name: "machine", roleArn: "arn:aws:iam::123456789012:role/r", definition: JSON.stringify({ StartAt: "s", States: { s: { Type: "Pass", End: true } } }),
}));
const { executionArn } = await steps.send(new StartExecutionCommand({ stateMachineArn, input: "{}" }));
print("execution", (await steps.send(new DescribeExecutionCommand({ executionArn }))).startDate instanceof Date);

const logs = new CloudWatchLogsClient({});
await logs.send(new CreateLogGroupCommand({ logGroupName: "group" }));
print("logs", (await logs.send(new DescribeLogGroupsCommand({}))).logGroups.map(({ logGroupName }) => logGroupName));
