// The ops of native:crypto as JS sees them: cext/openssl, and native.py for what is slow on purpose. Names of digests, ciphers and
// curves are OpenSSL's, in any spelling it knows. Ops throw OpenSSL's errors where nothing else is said.

// Objects of which only the ops see the inside; each is released when it is collected.
type Digest = object;
type Hmac = object;
type Cipher = object;
type Key = object;
type Data = string | Uint8Array;

// -- Digests (digest.c, hmac.c, crc.c). `form`: bytes, or which text; `length` undefined: the digest's own. An op of which it says that
// it declines is made a method (nativeMethod of native:engine) with a function for the rest.
/** Declines options and what is no digest. */
export function hashNew(self: unknown, name: string, options: undefined): Digest;
/** Declines what hash() has to look at. */
export function hashOnce(self: unknown, name: string, data: Data, encoding?: string): string | Uint8Array;
/** null: no such digest. */
export function digestNew(name: string, length?: number): Digest | null;
/** 0: it is none, 1: begun, 2: finished. */
export function digestState(digest: unknown): 0 | 1 | 2;
/** Declines encodings, what is no data, and a digest that is finished. */
export function digestUpdate(digest: Digest, data: Data, encoding?: undefined): Digest;
export function digestCopy(digest: Digest, length?: number): Digest;
/** Declines other encodings, and a digest that is finished. */
export function digestFinal(digest: Digest, form?: number | string): Uint8Array | string;
export function digestOnce(name: string, data: Data, length: number, form: number): Uint8Array | string | null;
/** Bytes; negative: the default of an extendable-output function. */
export function digestSize(name: string | Digest): number | undefined;
/** null: no such digest, or none that HMAC can use. */
export function hmacNew(name: string, key: Uint8Array): Hmac | null;
export function hmacUpdate(hmac: Hmac, data: Data): void;
export function hmacFinal(hmac: Hmac, form: number): Uint8Array | string;
export function crc32c(data: Data, before: number): number;

// -- Ciphers (cipher.c, cipher_stream.c)
/** All at once; with `tagBytes` the tag follows the ciphertext. */
export function cipherOnce(
  encrypt: boolean, name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array, aad: Uint8Array | undefined, tagBytes: number,
): Uint8Array;
/** `what`: 0 number (NID), 1 bytes of the key, 2 of the vector, 3 of a block, 4 mode. */
export function cipherInfo(name: string, what: 0 | 1 | 2 | 3 | 4): number | undefined;
/** `vectorLength`, `tagLength` (of CCM): 0 where they need not be set. */
export function cipherNew(
  encrypt: boolean, name: string, key: Uint8Array, vector: Uint8Array | undefined, vectorLength: number, tagLength: number,
): Cipher;
/** `kind`: 0 data, 1 additional data, 2 only the length of the data that comes (CCM). */
export function cipherUpdate(cipher: Cipher, data: Uint8Array, kind: 0 | 1 | 2): Uint8Array;
export function cipherFinal(cipher: Cipher): Uint8Array;
/** The tag that was made, or whether the one to expect was taken. */
export function cipherTag(cipher: Cipher, tag: number | Uint8Array): Uint8Array | boolean;
export function cipherPadding(cipher: Cipher, on: boolean): void;

// -- Keys
/** `kind`: 0 private, 1 public, 2 the public key of a certificate. undefined: locked, and no passphrase was given. */
export function keyParse(data: Uint8Array, kind: 0 | 1 | 2, pem: boolean, passphrase: Uint8Array | undefined): Key | undefined;
/** `form`: 0 SubjectPublicKeyInfo, 1 PKCS #8, 2 PKCS #1 of a public key, 3 PKCS #1 or SEC 1 of a private one. */
export function keyDer(key: Key, form: 0 | 1 | 2 | 3): Uint8Array;
/** An encrypted private key: PKCS #8, or traditional as PEM. */
export function keyLocked(key: Key, traditional: boolean, pem: boolean, cipher: string, passphrase: Uint8Array): Uint8Array;
/** "rsa", "ec" ... */
export function keyType(key: Key): string;
export function keyBits(key: Key): number;
/** Whether the public parts, and the private ones where both have them, are the same. */
export function keyEquals(a: Key, b: Key): boolean;
/** Whether a private key fits its public one, and a public one lies on its curve. */
export function keyValid(key: Key): boolean;
export function keySignHash(key: Key, digest: string, hash: Uint8Array, padding?: number, salt?: number): Uint8Array;
export function keyVerifyHash(
  key: Key, digest: string, hash: Uint8Array, padding: number | undefined, salt: number | undefined, signature: Uint8Array,
): boolean;
/** Of Ed25519 and Ed448, which hash by themselves. */
export function keySignWhole(key: Key, digest: undefined, data: Uint8Array): Uint8Array;
export function keyVerifyWhole(
  key: Key, digest: undefined, data: Uint8Array, padding: undefined, salt: undefined, signature: Uint8Array,
): boolean;
/** `digest`: of OAEP. `how`: encrypt, decrypt, with which half of the key. */
export function keyCrypt(
  key: Key, digest: string | undefined, data: Uint8Array, padding: number, salt: undefined, how: number, label: Uint8Array | undefined,
): Uint8Array;
/** The shared secret. */
export function keyAgree(privateKey: Key, publicKey: Key): Uint8Array;

// -- Randomness (random.c)
export function randomFill(target: Uint8Array, offset: number, size: number): void;
export function randomValues(view: ArrayBufferView): boolean;
/** Declines a callback, and what is large or no size. */
export function randomBytes(self: unknown, size: number, callback?: undefined): Uint8Array;
/** Declines a callback, and what is wrong. */
export function randomInt(self: unknown, min: number, max?: number, callback?: undefined): number;
/** `anew`: not of what was drawn in advance. Declines options. */
export function randomUUID(self?: unknown, options?: undefined, anew?: boolean): string;
/** The lengths are equal, which the caller has checked. */
export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;

// -- Slow on purpose (_openssl.pyx): here, and in the thread pool
/** undefined: no such digest. */
export function pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number, length: number, digest: string): Uint8Array | undefined;
export function pbkdf2Later(
  password: Uint8Array, salt: Uint8Array, iterations: number, length: number, digest: string,
): Promise<Uint8Array | undefined>;
/** `most`: bytes of memory it may take; undefined: it would take more. */
export function scrypt(
  password: Uint8Array, salt: Uint8Array, n: number, r: number, p: number, most: number, length: number,
): Uint8Array | undefined;
export function scryptLater(
  password: Uint8Array, salt: Uint8Array, n: number, r: number, p: number, most: number, length: number,
): Promise<Uint8Array | undefined>;
/** PKCS #8 of a new key; `settings`: names and values of OpenSSL's parameters. */
export function generateKey(kind: string, settings: string[][]): Uint8Array;
export function generateKeyLater(kind: string, settings: string[][]): Promise<Uint8Array>;

export const opensslVersionNumber: number;

// -- Primes, big-endian (primes.pxi)
export function generatePrime(bits: number, safe: boolean, add: Uint8Array | undefined, rem: Uint8Array | undefined): Uint8Array;
export function generatePrimeLater(bits: number, safe: boolean, add: Uint8Array | undefined, rem: Uint8Array | undefined): Promise<Uint8Array>;
export function checkPrime(candidate: Uint8Array, checks: number): boolean;
export function checkPrimeLater(candidate: Uint8Array, checks: number): Promise<boolean>;

// -- Certificates, as DER (x509.pxi)
/** PEM or DER. */
export function x509Parse(data: Uint8Array): Uint8Array;
/** The certificate's name that is meant, true where it tells none; undefined: not meant. `flags`: X509_CHECK_FLAG_*. A RangeError: no such name. */
export function x509Check(der: Uint8Array, kind: "host" | "email" | "ip", text: string, flags: number): string | boolean | undefined;
export function x509Issued(der: Uint8Array, issuer: Uint8Array): boolean;
export function x509Verify(der: Uint8Array, key: Uint8Array): boolean;
/** Whether it is an authority's; name and number of the signature's algorithm. */
export function x509Facts(der: Uint8Array): [boolean, string | undefined, string];
