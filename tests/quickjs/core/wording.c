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
    says(ctx, "'import x from \"y\"'", "Cannot use import statement outside a module");
    says(ctx, "'let [x]'", "Missing initializer in destructuring declaration");
    says(ctx, "'x: x: ;'", "Label 'x' has already been declared");
    says(ctx, "'x: while (1) { continue y }'", "Undefined label 'y'");
    says(ctx, "'class A { #a; #a; }'", "Identifier '#a' has already been declared");
    says(ctx, "'class A { x() { this.#nope } }'", "Private field '#nope' must be declared in an enclosing class");
    says(ctx, "'class A { static prototype() { } }'", "Classes may not have a static property named 'prototype'");
    says(ctx, "'class A { get constructor() { } }'", "Class constructor may not be an accessor");
    says(ctx, "'class A { async constructor() { } }'", "Class constructor may not be an async method");
    says(ctx, "'class A { *constructor() { } }'", "Class constructor may not be a generator");
    says(ctx, "'({ set a(...b) { } })'", "Setter function argument must not be a rest parameter");
    says(ctx, "'({ set a() { } })'", "Setter must have exactly one formal parameter.");
    says(ctx, "'({ get a(b) { } })'", "Getter must not have any formal parameters.");
    says(ctx, "'function f(...a, b) { }'", "Rest parameter must be last formal parameter");
    says(ctx, "'new a?.b()'", "Invalid optional chain from new expression");
    says(ctx, "'a?.`b`'", "Invalid tagged template on optional chain");
    says(ctx, "'a?.b`c`'", "Invalid tagged template on optional chain");
    says(ctx, "'if (1) function* g() { }'", "Generators can only be declared at the top level or inside a block.");
    says(ctx, "'while (0) async function f() { }'", "Async functions can only be declared at the top level or inside a block.");
    says(ctx, "'while (0) function f() { }'",
         "In non-strict mode code, functions can only be declared at top level, inside a block, or as the body of an if statement.");
    says(ctx, "'\"use strict\"; if (0) function f() { }'",
         "In strict mode code, functions can only be declared at top level or inside a block.");
    says(ctx, "'function f(a = 1) { \"use strict\" }'", "Illegal 'use strict' directive in function with non-simple parameter list");
    says(ctx, "'-a ** b'",
         "Unary operator used immediately before exponentiation expression. Parenthesis must be used to disambiguate operator precedence");
    says(ctx, "'new RegExp(\"(\")'", "Invalid regular expression: /(/: Unterminated group");
    says(ctx, "'let a; let a'", "Identifier 'a' has already been declared");
    says(ctx, "'\"a\" in \"b\"'", "Cannot use 'in' operator to search for 'a' in b");
    return check_done(ctx, rt);
}
