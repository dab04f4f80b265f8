import ts from "typescript";

const source = "import { T } from './t';\nenum Color { Red, Green = 'g' }\nabstract class A<T> { constructor(private readonly x: number, public y?: T) {} get z(): number { return this.x satisfies number; } }\nexport const f = async <T,>(a: T, ...b: unknown[]): Promise<T> => { await null; return a as T; };\nnamespace N { export const q = 1n; }\nexport default class B extends A<string> { @dec() static m = [...'x'] ; #p = Color.Red ?? 1; }\n";
for (const target of ["ES5", "ES2017", "ESNext"]) {
  const result = ts.transpileModule(source, { reportDiagnostics: true, fileName: "a.ts", compilerOptions: { target: ts.ScriptTarget[target], module: target === "ESNext" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS, experimentalDecorators: true, sourceMap: true } });
  console.log(result.outputText, result.sourceMapText.length, result.diagnostics.length);
}
const bad = ts.transpileModule("let x: = 1;", { reportDiagnostics: true });
console.log(bad.diagnostics.map((d) => [d.code, ts.flattenDiagnosticMessageText(d.messageText, "\n")]));
