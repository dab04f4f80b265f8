// Transactions of DynamoDB: what they write and read, why one was cancelled, which token makes a second try the same one.
import {
  CreateTableCommand, DynamoDBClient, ExecuteTransactionCommand, GetItemCommand, PutItemCommand, ScanCommand, TransactGetItemsCommand,
  TransactionCanceledException, TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument, TransactGetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";

const TableName = "accounts";
const client = new DynamoDBClient({});
const plain = (key, one) => {
  if (key === "$metadata") return { httpStatusCode: one.httpStatusCode, attempts: one.attempts };
  if (key === "TableDescription") return one.TableStatus;
  if (one instanceof Uint8Array) return { bytes: [...one] };
  if (one instanceof Set) return { set: [...one].sort() };
  return one;
};
const print = (name, value) => console.log(name, JSON.stringify(value, plain));
const attempt = async (name, run) => {
  try {
    print(name, await run());
  } catch (error) {
    print(`${name} fails`, {
      name: error.name, message: error.message, fault: error.$fault, reasons: error.CancellationReasons,
      isOfItsClass: error instanceof TransactionCanceledException, attempts: error.$metadata?.attempts,
    });
  }
};
const all = async () => (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items
  .map((item) => JSON.stringify(item, plain)).sort();
const Key = (id) => ({ id: { S: id } });
const account = (id, amount) => ({ ...Key(id), amount: { N: `${amount}` } });
const move = (from, to, amount, more = {}) => new TransactWriteItemsCommand({
  TransactItems: [
    {
      Update: {
        TableName, Key: Key(from), UpdateExpression: "SET amount = amount - :n", ConditionExpression: "amount >= :n",
        ExpressionAttributeValues: { ":n": { N: `${amount}` } }, ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    },
    {
      Update: {
        TableName, Key: Key(to), UpdateExpression: "SET #a = #a + :n", ExpressionAttributeNames: { "#a": "amount" },
        ExpressionAttributeValues: { ":n": { N: `${amount}` } },
      },
    },
  ],
  ...more,
});

await attempt("create", () => client.send(new CreateTableCommand({
  TableName, BillingMode: "PAY_PER_REQUEST", AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
})));
for (const [id, amount] of [["ada", 10], ["bob", 0], ["old", 1]]) {
  await client.send(new PutItemCommand({ TableName, Item: account(id, amount) }));
}

// All four kinds in one.
await attempt("write", () => client.send(new TransactWriteItemsCommand({
  TransactItems: [
    { Put: { TableName, Item: { ...account("new", 3), bytes: { B: Uint8Array.of(0, 255) }, list: { L: [{ NULL: true }, { BOOL: false }] } } } },
    { Delete: { TableName, Key: Key("old"), ConditionExpression: "attribute_exists(id)" } },
    { ConditionCheck: { TableName, Key: Key("nobody"), ConditionExpression: "attribute_not_exists(id)" } },
    ...move("ada", "bob", 4).input.TransactItems,
  ],
})));
print("written", await all());
await attempt("read", () => client.send(new TransactGetItemsCommand({
  TransactItems: [
    { Get: { TableName, Key: Key("ada") } },
    { Get: { TableName, Key: Key("nobody") } },
    { Get: { TableName, Key: Key("new"), ProjectionExpression: "#b", ExpressionAttributeNames: { "#b": "bytes" } } },
  ],
})));

// One condition fails: nothing is written, and each operation's reason is told in its order.
await attempt("too much", () => client.send(move("ada", "bob", 100)));
await attempt("two reasons", () => client.send(new TransactWriteItemsCommand({
  TransactItems: [
    { Put: { TableName, Item: account("ada", 1), ConditionExpression: "attribute_not_exists(id)" } },
    { Put: { TableName, Item: account("fresh", 1) } },
    { ConditionCheck: { TableName, Key: Key("nobody"), ConditionExpression: "attribute_exists(id)" } },
  ],
})));
await attempt("one item twice", () => client.send(new TransactWriteItemsCommand({
  TransactItems: [{ Put: { TableName, Item: account("ada", 1) } }, { Delete: { TableName, Key: Key("ada") } }],
})));
await attempt("too many", () => client.send(new TransactWriteItemsCommand({
  TransactItems: Array.from({ length: 101 }, (_, i) => ({ Put: { TableName, Item: account(`i${i}`, i) } })),
})));
await attempt("no table", () => client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName: "nowhere", Key: Key("a") } }] })));
print("unchanged", await all());

// The client makes a token by itself, one for all tries of one command, another for the next; a program's own is sent as it is.
const bodies = [];
const watched = new DynamoDBClient({});
let failures = 0;
watched.middlewareStack.add((next) => async (args) => {
  bodies.push(JSON.parse(args.request.body));
  if (failures-- > 0) throw Object.assign(new Error("once more"), { name: "ThrottlingException", $fault: "client", $metadata: {} });
  return next(args);
}, { step: "finalizeRequest", priority: "low" });
const tokens = async (run) => {
  bodies.length = 0;
  await run();
  return bodies.map((body) => body.ClientRequestToken);
};
failures = 2;
const tried = await tokens(() => attempt("third try", () => watched.send(move("ada", "bob", 1))));
failures = 0;
const next = await tokens(() => watched.send(move("ada", "bob", 1)));
const isUuid = (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
print("tokens", { tries: tried.length, same: new Set(tried).size === 1, uuid: isUuid(tried[0]), another: next[0] !== tried[0], next: isUuid(next[0]) });
print("own token", await tokens(() => watched.send(move("ada", "bob", 1, { ClientRequestToken: "the program's own" }))));
print("moved", await all());

const documents = DynamoDBDocument.from(client, { marshallOptions: { removeUndefinedValues: true } });
await attempt("document write", () => documents.send(new TransactWriteCommand({
  TransactItems: [
    { Put: { TableName, Item: { id: "document", set: new Set(["a", "b"]), bytes: Uint8Array.of(1), deep: { list: [1, null, true] }, left: undefined } } },
    {
      Update: {
        TableName, Key: { id: "bob" }, UpdateExpression: "SET tags = :t REMOVE amount", ExpressionAttributeValues: { ":t": ["x", 2] },
      },
    },
  ],
})));
await attempt("document read", () => documents.send(new TransactGetCommand({
  TransactItems: [{ Get: { TableName, Key: { id: "document" } } }, { Get: { TableName, Key: { id: "bob" } } }, { Get: { TableName, Key: { id: "-" } } }],
})));
await attempt("document fails", () => documents.transactWrite({
  TransactItems: [{
    Put: {
      TableName, Item: { id: "document" }, ConditionExpression: "attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  }],
}));
await attempt("statements", () => client.send(new ExecuteTransactionCommand({
  TransactStatements: [{ Statement: `SELECT * FROM "${TableName}" WHERE id = ?`, Parameters: [{ S: "ada" }] }],
})));
await attempt("left", () => client.send(new GetItemCommand({ TableName, Key: Key("ada") })));
client.destroy();
watched.destroy();
