"""eval_async under asyncio and trio: hosted without a thread, many in flight, cancellable."""

import anyio
import pytest

import llrt

pytestmark = pytest.mark.anyio


async def test_a_timer(context):
    assert await context.eval_async("new Promise(resolve => setTimeout(resolve, 10, 'done'))") == "done"


async def test_plain_values_need_no_loop(context):
    assert await context.eval_async("1+1") == 2


async def test_other_tasks_run_meanwhile(context):
    ticks = []

    async def tick():
        for n in range(3):
            ticks.append(n)
            await anyio.sleep(0.005)

    async with anyio.create_task_group() as group:
        group.start_soon(tick)
        await context.eval_async("new Promise(resolve => setTimeout(resolve, 60))")
        assert ticks == [0, 1, 2]


async def test_many_in_flight(context):
    results = {}

    async def one(n):
        results[n] = await context.eval_async(f"new Promise(resolve => setTimeout(resolve, {20 - n}, {n}))")

    async with anyio.create_task_group() as group:
        for n in range(20):
            group.start_soon(one, n)
    assert results == {n: n for n in range(20)}


async def test_python_coroutines_run_at_the_same_time(context):
    @context.function
    async def wait(seconds):
        await anyio.sleep(seconds)
        return seconds

    started = anyio.current_time()
    assert await context.eval_async("Promise.all([wait(0.1), wait(0.1), wait(0.1)])") == [0.1, 0.1, 0.1]
    assert anyio.current_time() - started < 0.28


async def test_a_coroutine_that_raises_rejects_its_promise(context):
    @context.function
    async def fail():
        raise LookupError("nothing here")

    assert await context.eval_async("fail().catch(error => error.message)") == "nothing here"
    with pytest.raises(llrt.HostError) as caught:
        await context.eval_async("fail()")
    assert isinstance(caught.value.__cause__, LookupError)


async def test_cancelling_one_call_leaves_the_others(context):
    results = []

    async def keep():
        results.append(await context.eval_async("new Promise(resolve => setTimeout(resolve, 60, 'kept'))"))

    async with anyio.create_task_group() as group:
        group.start_soon(keep)
        with anyio.move_on_after(0.01) as scope:
            await context.eval_async("new Promise(resolve => setTimeout(resolve, 10000))")
        assert scope.cancelled_caught
        context.eval("1")
    assert results == ["kept"]


async def test_cancelling_the_call_that_pumps_hands_over(context):
    results = []

    async def pump():
        with anyio.move_on_after(0.01):
            await context.eval_async("new Promise(resolve => setTimeout(resolve, 10000))")

    async def other():
        await anyio.sleep(0.002)
        results.append(await context.eval_async("new Promise(resolve => setTimeout(resolve, 40, 'other'))"))

    async with anyio.create_task_group() as group:
        group.start_soon(pump)
        group.start_soon(other)
    assert results == ["other"]


async def test_cancelling_a_call_cancels_the_coroutines_it_started(context):
    ended = []

    @context.function
    async def forever():
        try:
            await anyio.sleep(1000)
        finally:
            ended.append(True)

    with anyio.move_on_after(0.01):
        await context.eval_async("forever()")
    assert ended == [True]


async def test_the_scope_deadline_stops_running_js(context):
    with pytest.raises(llrt.JSTimeout):
        with anyio.fail_after(0.05):
            await context.eval_async("for (;;);")
    assert await context.eval_async("1+1") == 2


async def test_timeout_of_a_pending_promise(context):
    with pytest.raises(llrt.JSTimeout):
        await context.eval_async("new Promise(resolve => setTimeout(resolve, 10000))", timeout=0.02)


async def test_a_promise_that_nothing_can_settle(context):
    with pytest.raises(llrt.UnsettledError):
        await context.eval_async("new Promise(() => {})")


async def test_coroutines_of_a_hosted_runtime_outlive_the_call():
    done = []

    async with llrt.Runtime() as runtime:
        context = runtime.context()

        @context.function
        async def work():
            await anyio.sleep(0.01)
            done.append(1)

        await context.eval_async("void work()")
        await anyio.sleep(0.05)
        assert done == [1]


async def test_call_async_and_modules_async():
    with llrt.Runtime() as runtime:
        context = runtime.context(modules={"m": "export const f = async x => x + 1"})
        namespace = await context.import_module_async("m")
        assert await context.call_async(namespace.get("f"), 1) == 2
