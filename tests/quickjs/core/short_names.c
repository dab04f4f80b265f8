/* Names of a few characters in large texts, which the parser finds in a table of its own: where they have died and their numbers in the
 * table of atoms are those of other names, each still means itself. */
#include "check.h"

#define ROUND \
    "let text = '(function () { return {';" \
    "for (let i = 0; i < 60; i++) {" \
    "  const name = 'q' + ((round * 7919 + i * 10473) % 700).toString(36);" \
    "  text += name + ': \"' + name + '\", ';" \
    "}" \
    "const made = (0, eval)(text + '} })()' + ' '.repeat(70000));" \
    "for (const name of Object.keys(made)) { seen++; if (made[name] !== name) wrong++; }"

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    CHECK_JS(ctx, "var wrong = 0, seen = 0; for (let round = 0; round < 200; round++) { " ROUND " } [wrong, seen > 5000].join()", "0,true");
    /* One character and one that is none of a name's beside it; an escape is the same name. */
    CHECK_JS(ctx, "(0, eval)('(function (a, b) { var c = a + b, $ = c, _ = $; return [\\\\u0061, c, _, a.b] })(1, 2)' + ' '.repeat(70000)).join()", "1,3,3,");
    return check_done(ctx, rt);
}
