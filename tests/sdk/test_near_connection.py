"""The SDK's connection begins while its request is signed: it is the only one of that request, and where none is sent, none is
made or it is given up."""

import pytest

from tests.net.raw_server import serving

from .conftest import CREDENTIALS

PUTS = """
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({ maxAttempts: 1 });
const put = () => client.send(new PutItemCommand({ TableName: "items", Item: { id: { S: "1" } } }));
for (let i = 0; i < 3; i++) console.log((await put()).$metadata.httpStatusCode);
console.log((await Promise.all([put(), put()])).length);
"""
SIGNED = """
import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
const url = await getSignedUrl(new S3Client({ forcePathStyle: true }), new GetObjectCommand({ Bucket: "b", Key: "k" }));
console.log(new URL(url).pathname);
"""
STOPPED = """
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
client.middlewareStack.add(() => async () => { throw new Error("stopped"); }, { step: "finalizeRequest", priority: "low" });
console.log(await client.send(new ListTablesCommand({})).catch((error) => error.message));
"""
REFUSED = """
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({ maxAttempts: 1 });
console.log(await client.send(new ListTablesCommand({})).catch((error) => error.code ?? error.name));
"""


@pytest.fixture
def run(llrt, sdk_environment, tmp_path):
    """What a program prints, and by which connection each of its requests came; an empty one: nothing came by it."""

    def start(text, **env):
        came = []

        def serve(connection):
            came.append([])
            while request := connection.request():
                came[connection.number].append(request[0].split()[0])
                connection.answer(b"{}", "200 OK", "content-type: application/x-amz-json-1.0")

        path = tmp_path / "main.mjs"
        path.write_text(text)
        with serving(serve) as (_, port):
            where = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
            done = llrt(path, env={**CREDENTIALS, **sdk_environment, **where, **env})
        assert done.stderr == ""
        return done.stdout, came

    return start


def test_one_connection_for_requests_in_a_row(run):
    said, came = run(PUTS)
    assert said == "200\n200\n200\n2\n"
    assert sorted(map(len, came)) == [1, 4]


def test_none_for_an_url_that_is_only_signed(run):
    assert run(SIGNED) == ("/b/k\n", [])


def test_what_stops_a_signed_request_leaves_nothing_open(run):
    said, came = run(STOPPED)
    assert said == "stopped\n"
    assert came in ([], [[]])


def test_the_policy_is_asked_as_for_any_connection(run):
    assert run(REFUSED, LLRT_NET_DENY="127.0.0.1") == ("ERR_ACCESS_DENIED\n", [])
