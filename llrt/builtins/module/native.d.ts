// The ops of native:module as JS sees them (native.py, over llrt/modules). Paths are absolute; errors are thrown with Node's codes.

type Source = [text: string, kind: "module" | "commonjs" | "none" | undefined];

// -- Resolution
/** "node:fs" for "fs"; undefined for what is no builtin. */
export function builtinName(request: string): string | undefined;
/** TLS is going to be used: what it needs is made ready beside the program. */
export function tlsIsNear(): void;
/** What require() means; undefined: nothing was found. `folders` undefined: those of the parent. `extensions`: joined by NUL. */
export function resolveFilename(
  request: string, parent: string | undefined, folders: string[] | undefined, extensions: string | undefined, isMain: boolean,
  conditions?: string[],
): string | undefined;
/** The same for "./x" and "../x" in the file `parent`. */
export function resolveNear(request: string, parent: string, extensions: string | undefined): string | undefined;
export function findPath(request: string, folders: string[], extensions: string | undefined): string | undefined;
/** The URL that import means. */
export function resolveImport(specifier: string, base: string | undefined): string;
export function globalPaths(): string[];
/** 0 a file, 1 a folder, -2 nothing. */
export function stat(path: string): 0 | 1 | -2;
/** LLRT_PLATFORM=browser, and what a request means then; undefined: what it means everywhere. */
export function isBrowser(): boolean;
export function browserName(request: string, parent: string | undefined): string | undefined;
/** The package.json of a folder: what Node's reader keeps of it. */
export function readPackage(folder: string): Record<string, unknown> | undefined;
export function findPackageJSON(specifier: string, base: string | undefined): string | undefined;

// -- Options
export function requireModule(): boolean;
export function metaResolveParent(): boolean;
export function pendingDeprecation(): boolean;

// -- Files
/** The kind: what the extension or the nearest package.json says. */
export function readSource(path: string): Source;
export function readText(path: string): string;
export function decodeSource(data: Uint8Array): string;
export function absolute(path: string): string;
export function filePath(url: string): string;
export function fileURL(path: string): string;
/** Why the system's loader of shared objects would refuse a file. */
export function addonFlaw(path: string): string | undefined;
/** The folder that -e and stdin are in, with its slash. */
export function folderOfText(): string;

// -- Evaluation
export function setMain(path: string): void;
export function parsesAsModule(path: string, source: string): boolean;
/** [URL, the package.json without "type" that the file belongs to]. */
export function typelessPackage(path: string): [string, string | undefined];
/** Throws the SyntaxError of a text that is no module. */
export function checkModule(url: string, source: string): void;
export function requireESM(path: string, source?: string, parent?: string): object;
export function requireFacade(path: string): object;
/** A promise of the program's end of evaluation. */
export function evaluateMain(path: string): Promise<undefined>;
export function evaluateMainText(source: string, name: string): Promise<undefined>;
/** [URL, whether it or what it imports awaits at the top level, the package.json that makes it a module]. */
export function describeMain(): [string, boolean, string | undefined];
/** Reports the value of `{value}` as an uncaught exception. */
export function uncaught(thrown: { value: unknown }): void;

// -- Hooks of registerHooks()
export function setHooks(resolve: boolean, load: boolean): void;
export function hooksOn(): boolean;
/** [URL, format] */
export function defaultResolve(specifier: string, base: string | undefined, conditions: string[] | undefined): [string, string | undefined];
/** [format, source]; `attributes`: names and values in turn. */
export function defaultLoad(url: string, format: string | undefined, attributes: string[]): [string | undefined, Uint8Array | undefined];
export function conditions(forRequire: boolean): string[];
export function formatHint(url: string): string | undefined;

// -- Compile cache
/** [a status of module.constants.compileCacheStatus, message, folder]. */
export function enableCompileCache(directory: string | undefined): [number, string | undefined, string | undefined];
export function compileCacheFolder(): string | undefined;
/** The wrapper function of a CommonJS file, if the cache has it. */
export function cachedFunction(source: string, filename: string): Function | undefined;
export function cacheFunction(source: string, filename: string): void;
