// What is wrong with a response, and what is only strange, is answered as Node answers it.
import { ask, listen, rawServer } from "./_raw.mjs";

const OK = "HTTP/1.1 200 OK\r\n";
const long = (n) => "x".repeat(n);
const table = {
  "no status line": "\r\n\r\n",
  "not HTTP": "hello\r\n\r\n",
  "nothing": "",
  "half a status line": "HTTP/1.1 2",
  "version 1.2": "HTTP/1.2 200 OK\r\n\r\n",
  "version 2.0": "HTTP/2.0 200 OK\r\n\r\n",
  "version 0.9": "HTTP/0.9 200 OK\r\n\r\nbody",
  "version 1.0": "HTTP/1.0 200 OK\r\n\r\nbody",
  "lower case": "http/1.1 200 OK\r\n\r\n",
  "status of two digits": "HTTP/1.1 20 OK\r\n\r\n",
  "status of four digits": "HTTP/1.1 2000 OK\r\n\r\n",
  "status 999": "HTTP/1.1 999 High\r\ncontent-length: 0\r\n\r\n",
  "status 000": "HTTP/1.1 000 Low\r\ncontent-length: 0\r\n\r\n",
  "no reason": "HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nhi",
  "no reason, a blank": "HTTP/1.1 200 \r\ncontent-length: 2\r\n\r\nhi",
  "a reason in Latin-1": "HTTP/1.1 200 \xe9t\xe9\r\ncontent-length: 0\r\n\r\n",
  "a reason with a control character": "HTTP/1.1 200 a\x01b\r\ncontent-length: 0\r\n\r\n",
  "line feeds only": "HTTP/1.1 200 OK\ncontent-length: 2\n\nhi",
  "line feed after the status": "HTTP/1.1 200 OK\ncontent-length: 2\r\n\r\nhi",
  "carriage returns only": "HTTP/1.1 200 OK\rcontent-length: 2\r\rhi",
  "a field without a colon": `${OK}nocolon\r\n\r\n`,
  "a field without a name": `${OK}: value\r\n\r\n`,
  "a blank before the colon": `${OK}a : b\r\n\r\n`,
  "a blank in a name": `${OK}a b: c\r\n\r\n`,
  "a folded field": `${OK}a: b\r\n c\r\ncontent-length: 0\r\n\r\n`,
  "a control character in a value": `${OK}a: b\x01c\r\ncontent-length: 0\r\n\r\n`,
  "NUL in a value": `${OK}a: b\0c\r\ncontent-length: 0\r\n\r\n`,
  "a carriage return in a value": `${OK}a: b\rc\r\ncontent-length: 0\r\n\r\n`,
  "Latin-1 in a value": `${OK}a: \xfc\xff\r\ncontent-length: 0\r\n\r\n`,
  "blanks around a value": `${OK}a: \t b \t \r\nb:\r\nc: \r\ncontent-length: 0\r\n\r\n`,
  "a name in Latin-1": `${OK}\xfc: b\r\n\r\n`,
  "fields without end": `${OK}a: b\r\n`,
  "half a field": `${OK}a: b\r\nc`,
  "two lengths, the same": `${OK}content-length: 2\r\ncontent-length: 2\r\n\r\nhi`,
  "two lengths": `${OK}content-length: 2\r\ncontent-length: 3\r\n\r\nhi!`,
  "lengths in a list": `${OK}content-length: 2, 2\r\n\r\nhi`,
  "a length below zero": `${OK}content-length: -2\r\n\r\nhi`,
  "a length with a sign": `${OK}content-length: +2\r\n\r\nhi`,
  "a length that is no number": `${OK}content-length: two\r\n\r\nhi`,
  "a length in hexadecimal": `${OK}content-length: 0x2\r\n\r\nhi`,
  "an empty length": `${OK}content-length: \r\n\r\nhi`,
  "a length past 64 bits": `${OK}content-length: 18446744073709551616\r\n\r\nhi`,
  "less than the length": `${OK}content-length: 5\r\n\r\nhi`,
  "more than the length": `${OK}content-length: 2\r\n\r\nhi and more`,
  "length and chunks": `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`,
  "chunks and length": `${OK}transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n2\r\nhi\r\n0\r\n\r\n`,
  "chunks": `${OK}transfer-encoding: chunked\r\n\r\n2\r\nhi\r\n3;a=b;c="d"\r\n!!!\r\n0\r\na: b\r\nA: c\r\n\r\n`,
  "a chunk size that is no number": `${OK}transfer-encoding: chunked\r\n\r\nxx\r\nhi\r\n0\r\n\r\n`,
  "no chunk size": `${OK}transfer-encoding: chunked\r\n\r\n\r\nhi\r\n0\r\n\r\n`,
  "a chunk size below zero": `${OK}transfer-encoding: chunked\r\n\r\n-2\r\nhi\r\n0\r\n\r\n`,
  "a chunk size past 64 bits": `${OK}transfer-encoding: chunked\r\n\r\n10000000000000000\r\nhi\r\n0\r\n\r\n`,
  "a chunk longer than said": `${OK}transfer-encoding: chunked\r\n\r\n2\r\nhi!\r\n0\r\n\r\n`,
  "a blank behind a chunk size": `${OK}transfer-encoding: chunked\r\n\r\n2 \r\nhi\r\n0\r\n\r\n`,
  "a chunk ended by a line feed": `${OK}transfer-encoding: chunked\r\n\r\n2\nhi\n0\n\n`,
  "an extension that is wrong": `${OK}transfer-encoding: chunked\r\n\r\n2;a=\x01\r\nhi\r\n0\r\n\r\n`,
  "extensions without end": `${OK}transfer-encoding: chunked\r\n\r\n2;a=${long(17000)}\r\nhi\r\n0\r\n\r\n`,
  "no last chunk": `${OK}transfer-encoding: chunked\r\n\r\n2\r\nhi\r\n`,
  "a last chunk without end": `${OK}transfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n`,
  "a trailer that is wrong": `${OK}transfer-encoding: chunked\r\n\r\n0\r\na b: c\r\n\r\n`,
  "chunked twice": `${OK}transfer-encoding: chunked, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`,
  "another coding behind chunked": `${OK}transfer-encoding: chunked, gzip\r\n\r\nhi`,
  "another coding": `${OK}transfer-encoding: gzip\r\n\r\nhi`,
  "gzip, chunked": `${OK}transfer-encoding: gzip, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`,
  "chunked in capitals": `${OK}Transfer-Encoding: CHUNKED\r\n\r\n2\r\nhi\r\n0\r\n\r\n`,
  "up to the end": `${OK}\r\nhello`,
  "a head of 16 KiB": `${OK}a: ${long(16384)}\r\n\r\n`,
  "many fields": `${OK}${"a: b\r\n".repeat(1500)}content-length: 0\r\n\r\n`,
  "repeated fields": `${OK}Set-Cookie: a\r\nset-cookie: b\r\nAge: 1\r\nage: 2\r\nX: 1\r\nx: 2\r\nServer: a\r\nserver: b\r\n__proto__: c\r\ncontent-length: 0\r\n\r\n`,
  "a second response": `${OK}content-length: 0\r\n\r\n${OK}content-length: 0\r\n\r\n`,
  "rubbish behind": `${OK}content-length: 0\r\n\r\nrubbish`,
  "rubbish behind the last": `${OK}connection: close\r\ncontent-length: 0\r\n\r\nrubbish`,
  "an empty line before": `\r\n${OK}content-length: 0\r\n\r\n`,
  "204 with a body": "HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nhi",
  "304 with a length": "HTTP/1.1 304 Not Modified\r\ncontent-length: 2\r\n\r\n",
  "100, then 200": `HTTP/1.1 100 Continue\r\n\r\n${OK}content-length: 2\r\n\r\nhi`,
  "102 and 103": `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n${OK}content-length: 2\r\n\r\nhi`,
  "100 and no more": "HTTP/1.1 100 Continue\r\n\r\n",
  "101 nobody asked for": "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nbytes",
  "101 without fields": "HTTP/1.1 101 Switching Protocols\r\n\r\nbytes",
  "an upgrade offered": `${OK}connection: upgrade\r\nupgrade: h2c\r\ncontent-length: 2\r\n\r\nhi`,
  "connection: close": `${OK}connection: close\r\ncontent-length: 2\r\n\r\nhi`,
};
for (const [name, answer] of Object.entries(table)) {
  const server = rawServer(answer);
  const port = await listen(server);
  console.log(name, await ask({ port }));
  server.close();
}
for (const [method, answer] of [["HEAD", `${OK}content-length: 5\r\n\r\n`], ["HEAD", `${OK}transfer-encoding: chunked\r\n\r\n`], ["CONNECT", `${OK}\r\ntunnel`], ["CONNECT", "HTTP/1.1 502 No\r\n\r\nx"]]) {
  const server = rawServer(answer);
  const port = await listen(server);
  console.log(method, await ask({ port, method, path: "a:1" }));
  server.close();
}
// Byte by byte it is the same.
for (const answer of [table.chunks, table["100, then 200"], table["two lengths"], table["a field without a name"]]) {
  const server = rawServer([...answer]);
  const port = await listen(server);
  console.log("byte by byte", (await ask({ port })).map((entry) => entry[0] === "error" ? entry.slice(0, 4) : entry));
  server.close();
}
for (const options of [{ insecureHTTPParser: true }, { httpValidation: "relaxed" }, { httpValidation: "insecure" }, { maxHeaderSize: 100 }, { joinDuplicateHeaders: true }]) {
  for (const name of ["a control character in a value", "length and chunks", "a blank behind a chunk size", "repeated fields", "a chunk ended by a line feed", "version 1.2"]) {
    const server = rawServer(table[name]);
    const port = await listen(server);
    console.log(options, name, await ask({ port, ...options }));
    server.close();
  }
}
