/* Bugs of the engine that an edit of ours fixes and no other test here covers. */
#include "check.h"

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    CHECK_JS(ctx, "JSON.stringify({ ...'ab' })", "{\"0\":\"a\",\"1\":\"b\"}");
    CHECK_JS(ctx, "JSON.stringify({ ...1, ...null, ...true })", "{}");
    CHECK_JS(ctx, "typeof InternalError", "undefined");
    return check_done(ctx, rt);
}
