"""The context object, and what an invocation leaves in the environment."""

import json
import time

from tests.lambda_runtime.fake_api import event_answer, run_runtime

CODE = """
export const handler = async (event, context) => {
  const remaining = context.getRemainingTimeInMillis();
  const trace = process.env._X_AMZN_TRACE_ID ?? null;
  return { context, keys: Object.keys(context), remaining, trace, type: typeof context.memoryLimitInMB };
};
"""


def test_the_context_is_the_managed_runtimes(tmp_path):
    (tmp_path / "app.mjs").write_text(CODE)
    headers = [
        ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"),
        ("Lambda-Runtime-Client-Context", json.dumps({"client": {"app_title": "T"}, "custom": {"k": "v"}})),
        ("Lambda-Runtime-Cognito-Identity", json.dumps({"cognitoIdentityId": "i", "cognitoIdentityPoolId": "p"})),
        ("Lambda-Runtime-Aws-Tenant-Id", "tenant-1"),
    ]
    deadline = int(time.time() * 1000) + 5000
    events = [event_answer({}, "id-1", headers, deadline), event_answer({}, "id-2")]
    first, second = [post.json for post in run_runtime(tmp_path, "app.handler", events).posts]
    assert first["context"] == {
        "callbackWaitsForEmptyEventLoop": True,
        "functionVersion": "$LATEST",
        "functionName": "test",
        "memoryLimitInMB": "256",
        "logGroupName": "/aws/lambda/test",
        "logStreamName": "2026/01/01/[$LATEST]abc",
        "clientContext": {"client": {"app_title": "T"}, "custom": {"k": "v"}},
        "identity": {"cognitoIdentityId": "i", "cognitoIdentityPoolId": "p"},
        "invokedFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:test",
        "awsRequestId": "id-1",
        "tenantId": "tenant-1",
        "xRayTraceId": headers[0][1],
    }
    assert {"succeed", "fail", "done", "getRemainingTimeInMillis"} <= set(first["keys"])
    assert first["type"] == "string"
    assert 0 < first["remaining"] <= 5000
    assert first["trace"] == headers[0][1]
    # Nothing of the first invocation is left in the second.
    assert second["trace"] is None
    assert "clientContext" not in second["context"]
    assert "tenantId" not in second["context"]


def test_a_client_context_that_is_not_json_is_an_invocation_error(tmp_path):
    (tmp_path / "app.mjs").write_text(CODE)
    (post,) = run_runtime(tmp_path, "app.handler", [event_answer({}, "id-1", [("Lambda-Runtime-Client-Context", "{x")])]).posts
    assert post.kind == "error"
    assert post.json["errorMessage"].startswith("Cannot parse ClientContext as json: SyntaxError")


def test_without_lambdas_variables_the_fields_are_undefined(tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async (e, c) => [typeof c.functionName, typeof c.memoryLimitInMB];")
    env = {"AWS_LAMBDA_FUNCTION_NAME": None, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": None}
    assert run_runtime(tmp_path, "app.handler", [{}], env=env).posts[0].json == ["undefined", "undefined"]
