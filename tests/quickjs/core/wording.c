/* The engine's errors speak V8's words. More cases are compared with Node in tests/builtins. */
#include "check.h"

static void says(JSContext *ctx, const char *source, const char *expected)
{
    char script[1000];

    snprintf(script, sizeof script, "try { eval(%s); 'no error' } catch (e) { e.message }", source);
    CHECK_JS(ctx, script, expected);
}

int main(void)
{
    JSRuntime *rt;
    JSContext *ctx = check_context(&rt);

    says(ctx, "'let a = { b: {} }; a.b.c()'", "a.b.c is not a function");
    says(ctx, "'let a = 1; new a'", "a is not a constructor");
    says(ctx, "'let a; a.b'", "Cannot read properties of undefined (reading 'b')");
    says(ctx, "'let v = 5; for (const x of v) ;'", "v is not iterable");
    says(ctx, "'const { q } = null'", "Cannot destructure property 'q' of 'null' as it is null.");
    says(ctx, "'const c = 1; c = 2'", "Assignment to constant variable.");
    says(ctx, "'t; let t'", "Cannot access 't' before initialization");
    says(ctx, "'class A {} A()'", "Class constructor A cannot be invoked without 'new'");
    says(ctx, "'Map()'", "Constructor Map requires 'new'");
    says(ctx, "'1n + 1'", "Cannot mix BigInt and other types, use explicit conversions");
    says(ctx, "'`${Symbol()}`'", "Cannot convert a Symbol value to a string");
    says(ctx, "'[1].map(3)'", "number 3 is not a function");
    says(ctx, "'\"use strict\"; Object.freeze({ a: 1 }).a = 2'", "Cannot assign to read only property 'a' of object '#<Object>'");
    says(ctx, "'new RegExp(\"(\")'", "Invalid regular expression: /(/: Unterminated group");
    says(ctx, "'let a; let a'", "Identifier 'a' has already been declared");
    says(ctx, "'\"a\" in \"b\"'", "Cannot use 'in' operator to search for 'a' in b");
    return check_done(ctx, rt);
}
