// Everything a program does with DynamoDB; prints what it was told, without what differs from run to run.
import {
  BatchGetItemCommand, BatchWriteItemCommand, CreateTableCommand, DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand,
  paginateScan, QueryCommand, ScanCommand, UpdateItemCommand, DeleteItemCommand, TransactWriteItemsCommand, waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument, DynamoDBDocumentClient, PutCommand, GetCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";

const TableName = "things";
const client = new DynamoDBClient({});
const print = (name, value) => console.log(name, JSON.stringify(value, (key, one) => {
  if (key === "$metadata") return { httpStatusCode: one.httpStatusCode, attempts: one.attempts };
  if (/^(CreationDateTime|TableId|TableArn)$/.test(key)) return typeof one;
  if (one instanceof Uint8Array) return { bytes: [...one] };
  if (one instanceof Set) return { set: [...one].sort() };
  if (typeof one === "bigint") return `${one}n`;
  return one;
}));
const attempt = async (name, run) => {
  try {
    print(name, await run());
  } catch (error) {
    print(`${name} fails`, {
      name: error.name, message: error.message, fault: error.$fault, attempts: error.$metadata?.attempts, item: error.Item,
      isError: error instanceof Error, reasons: error.CancellationReasons,
    });
  }
};

await attempt("create", () => client.send(new CreateTableCommand({
  TableName, BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }, { AttributeName: "n", AttributeType: "N" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }, { AttributeName: "n", KeyType: "RANGE" }],
})));
print("wait", (await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { TableName })).state);
await attempt("list", () => client.send(new ListTablesCommand({})));

const every = {
  id: { S: "every" }, n: { N: "1" }, string: { S: "ü€😀\u0001" }, number: { N: "-12345678901234567890.25" }, binary: { B: Uint8Array.of(0, 255, 7) },
  bool: { BOOL: true }, nothing: { NULL: true }, list: { L: [{ S: "a" }, { N: "2" }, { L: [] }] }, map: { M: { deep: { M: { er: { BOOL: false } } } } },
  strings: { SS: ["x", "y"] }, numbers: { NS: ["1", "2.5"] }, binaries: { BS: [Uint8Array.of(1), Uint8Array.of(2, 3)] }, empty: { M: {} },
};
await attempt("put", () => client.send(new PutItemCommand({ TableName, Item: every })));
await attempt("get", () => client.send(new GetItemCommand({ TableName, Key: { id: { S: "every" }, n: { N: "1" } }, ConsistentRead: true })));
await attempt("no item", () => client.send(new GetItemCommand({ TableName, Key: { id: { S: "none" }, n: { N: "1" } } })));
await attempt("update", () => client.send(new UpdateItemCommand({
  TableName, Key: { id: { S: "every" }, n: { N: "1" } }, UpdateExpression: "SET #c = if_not_exists(#c, :zero) + :one",
  ExpressionAttributeNames: { "#c": "count" }, ExpressionAttributeValues: { ":zero": { N: "0" }, ":one": { N: "1" } }, ReturnValues: "UPDATED_NEW",
})));
await attempt("condition", () => client.send(new PutItemCommand({
  TableName, Item: every, ConditionExpression: "attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure: "NONE",
})));
await attempt("no table", () => client.send(new GetItemCommand({ TableName: "nowhere", Key: { id: { S: "x" } } })));
await attempt("bad key", () => client.send(new GetItemCommand({ TableName, Key: { id: { N: "1" } } })));
await attempt("batch write", () => client.send(new BatchWriteItemCommand({
  RequestItems: { [TableName]: Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: { id: { S: "many" }, n: { N: `${i}` }, text: { S: "x".repeat(1000) } } } })) },
})));
await attempt("batch get", () => client.send(new BatchGetItemCommand({
  RequestItems: { [TableName]: { Keys: [{ id: { S: "many" }, n: { N: "3" } }], ProjectionExpression: "id, n" } },
})));
await attempt("query", () => client.send(new QueryCommand({
  TableName, KeyConditionExpression: "id = :id AND n BETWEEN :a AND :b", ScanIndexForward: false, ProjectionExpression: "n",
  ExpressionAttributeValues: { ":id": { S: "many" }, ":a": { N: "5" }, ":b": { N: "9" } },
})));
await attempt("scan", async () => (await client.send(new ScanCommand({ TableName, Select: "COUNT" }))).Count);
const pages = [];
for await (const page of paginateScan({ client, pageSize: 7 }, { TableName })) pages.push(page.Items.length);
print("pages", pages);
await attempt("transact", () => client.send(new TransactWriteItemsCommand({
  TransactItems: [{ Put: { TableName, Item: { id: { S: "t" }, n: { N: "1" } } } }, { Delete: { TableName, Key: { id: { S: "many" }, n: { N: "0" } } } }],
})));

// Throttled twice, then answered: the client tries again by itself.
const patient = new DynamoDBClient({});
patient.middlewareStack.add((next) => (args) => {
  args.request.headers["x-test-throttle"] = "1";
  return next(args);
}, { step: "build" });
await attempt("throttled", () => patient.send(new ListTablesCommand({})));

const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
const document = {
  id: "document", n: 1, text: "t", truth: true, nothing: null, list: [1, "two", { three: 3 }], bytes: Uint8Array.of(9, 8), set: new Set(["p", "q"]),
  numbers: new Set([1, 2]), big: 12345678901234567890n, left: undefined, deep: { a: { b: [[]] } },
};
await attempt("document put", () => documents.send(new PutCommand({ TableName, Item: document })));
await attempt("document get", () => documents.send(new GetCommand({ TableName, Key: { id: "document", n: 1 } })));
const found = [];
for await (const page of paginateQuery({ client: documents, pageSize: 10 }, {
  TableName, KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": "many" },
})) found.push(...page.Items.map(({ n }) => n));
print("document pages", found);
const full = DynamoDBDocument.from(client);
await attempt("document update", () => full.update({
  TableName, Key: { id: "document", n: 1 }, UpdateExpression: "ADD n2 :v", ExpressionAttributeValues: { ":v": 5 }, ReturnValues: "UPDATED_NEW",
}));
await attempt("document delete", () => full.delete({ TableName, Key: { id: "document", n: 1 }, ReturnValues: "ALL_OLD" }));
await attempt("callback", () => new Promise((resolve, reject) => {
  full.get({ TableName, Key: { id: "none", n: 1 } }, (error, data) => error ? reject(error) : resolve(data));
}));
print("marshall", unmarshall(marshall({ a: [1, { b: "c" }], d: null })));
await attempt("delete", () => client.send(new DeleteItemCommand({ TableName, Key: { id: { S: "every" }, n: { N: "1" } } })));
const stop = new AbortController();
stop.abort();
await attempt("aborted", () => client.send(new ListTablesCommand({}), { abortSignal: stop.signal }));
client.destroy();
