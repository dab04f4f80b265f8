"""How many processes and who gets which: scale-out, tenants, SnapStart, extensions. Against a runtime that
is not ours."""

import json
import re

import pytest

from tests.lambda_runtime.emulated import INVOKE, Served, invoke, runtime


def test_concurrent_requests_get_processes_of_their_own(tmp_path):
    with Served(tmp_path, runtime("plain"), "--sandboxes", "3") as served:
        results = served.invoke_all([{"sleep": 0.3}] * 6)
    processes = {}
    for result in results:
        processes.setdefault(result["pid"], []).append(result["calls"])
    assert len(processes) == 3
    # What waited was given to one that was free again.
    assert all(sorted(calls) == list(range(1, len(calls) + 1)) for calls in processes.values())


def test_no_process_serves_two_tenants(tmp_path):
    with Served(tmp_path, runtime("plain"), "--per-tenant", "--sandboxes", "2") as served:
        a, b, again, c = (served.invoke(X_Amz_Tenant_Id=tenant) for tenant in ("a", "b", "a", "c"))
        refused, _ = served.request("POST", INVOKE, "{}")
        odd, _ = served.request("POST", INVOKE, "{}", {"X-Amz-Tenant-Id": "a;b"})
    assert [one["tenant"] for one in (a, b, again, c)] == ["a", "b", "a", "c"]
    assert again["pid"] == a["pid"]
    # The third tenant's process takes the place of the one that rested longest.
    assert len({a["pid"], b["pid"], c["pid"]}) == 3
    assert c["calls"] == 1
    assert (refused.status, refused.headers["X-Amzn-ErrorType"]) == (400, "InvalidParameterValueException")
    assert odd.status == 400


def test_a_tenant_id_needs_a_function_that_is_isolated_by_tenant(tmp_path):
    with Served(tmp_path, runtime("plain")) as served:
        answer, _ = served.request("POST", INVOKE, "{}", {"X-Amz-Tenant-Id": "a"})
    assert (answer.status, answer.headers["X-Amzn-ErrorType"]) == (400, "InvalidParameterValueException")
    assert json.loads(invoke(tmp_path, "plain", "--tenant", "t").stdout)["tenant"] == "t"


def test_snapstart_ends_init_at_restore_next_and_restores_at_the_first_invocation(tmp_path):
    result = invoke(tmp_path, "snapstart", "--snapstart", "-n", "2")
    assert [json.loads(line)["calls"] for line in result.stdout.splitlines()] == [1, 2]
    kinds = re.findall(r"^(snap-start before|restored 200|RESTORE_START|RESTORE_REPORT|START|REPORT)", result.stderr, re.M)
    first = ["snap-start before", "RESTORE_START", "restored 200", "RESTORE_REPORT", "START", "REPORT"]
    assert kinds == [*first, "START", "REPORT"]
    reports = re.findall(r"^REPORT.*", result.stderr, re.M)
    assert ["Init Duration" in line and "Restore Duration" in line for line in reports] == [True, False]


@pytest.mark.parametrize(
    ("mode", "error_type"), [("restore-error", "Runtime.AfterRestoreError"), ("restore-exit", "Runtime.ExitError")]
)
def test_a_restore_that_fails_fails_the_invocation(tmp_path, mode, error_type):
    result = invoke(tmp_path, mode, "--snapstart")
    assert result.code == 1
    assert json.loads(result.stdout)["errorType"] == error_type
    assert f"Error Type: {error_type}" in result.stderr


def test_restore_next_is_refused_without_snapstart(tmp_path):
    assert "restored 403" in invoke(tmp_path, "snapstart").stderr


def test_an_internal_extension_hears_of_invocations_and_gets_sigterm(tmp_path):
    result = invoke(tmp_path, "extension", "--name", "orders")
    assert json.loads(result.stdout)["calls"] == 1
    assert "SHUTDOWN: 403 INVOKE: 200 orders" in result.stderr
    request_id = re.search(r"START RequestId: (\S+)", result.stderr)[1]
    assert f"event INVOKE {request_id}" in result.stderr
    assert "SIGTERM has come" in result.stderr
