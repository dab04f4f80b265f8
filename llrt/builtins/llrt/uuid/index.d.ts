type Bytes = ArrayLike<number> & Iterable<number>;
type Output = { [index: number]: number; readonly length: number };
interface Random { random?: Bytes; rng?: () => Bytes }
interface Version1 extends Random { msecs?: number; nsecs?: number; clockseq?: number; node?: Bytes }
interface Version7 extends Random { msecs?: number; seq?: number }
interface Named {
  (value: string | Bytes, namespace: string | Bytes): string;
  <T extends Output>(value: string | Bytes, namespace: string | Bytes, buf: T, offset?: number): T;
  readonly DNS: string;
  readonly URL: string;
}
interface Generator<Options> {
  (options?: Options): string;
  /** Writes the 16 bytes into `buf` at `offset`; a RangeError when they do not fit. */
  <T extends Output>(options: Options | undefined | null, buf: T, offset?: number): T;
}
interface Converter { (uuid: string): string; (uuid: Bytes): Uint8Array }

export const NIL: string;
export const MAX: string;
export const v1: Generator<Version1>;
export const v3: Named;
export const v4: Generator<Random>;
export const v5: Named;
export const v6: Generator<Version1>;
export const v7: Generator<Version7>;
export const v1ToV6: Converter;
export const v6ToV1: Converter;
export function parse(uuid: string): Uint8Array;
export function stringify(bytes: Bytes, offset?: number): string;
export function validate(uuid: unknown): boolean;
export function version(uuid: string): number;
