import fs from "node:fs";
import { at } from "./_folder.mjs";

// Transfer of a FileHandle
fs.writeFileSync(at("file"), "x");
const h = await fs.promises.open(at("file"));
try { structuredClone(h) } catch (e) { console.log(e.name, e.message) }
const r = h.stat(); try { structuredClone(h, {transfer:[h]}) } catch (e) { console.log(e.name, e.message) } await r;
const h2 = structuredClone(h, {transfer:[h]});
console.log(h.fd, typeof h2.fd, (await h2.stat()).isFile(), h2.constructor.name);
await h.stat().catch(e => console.log(e.message, e.code));
await h2.close();
// More than 2 GiB: a file of holes
const f = at("sparse"); fs.writeFileSync(f,''); fs.truncateSync(f, 3*2**30);
console.log(fs.statSync(f).size);
try { fs.readFileSync(f) } catch (e) { console.log(e.name, e.code, e.message) }
await fs.promises.readFile(f,'utf8').catch(e=>console.log(e.name,e.code,e.message));
const fd=fs.openSync(f,'r+'); console.log(fs.writeSync(fd,'end',3*2**30-3), fs.readSync(fd,Buffer.alloc(3),0,3,BigInt(3*2**30-3)), fs.readSync(fd, Buffer.alloc(10), 0, 10, 3*2**30-4));
await new Promise(r=>fs.read(fd,Buffer.alloc(5),0,5,5n*2n**30n,(e,n)=>{console.log(e,n);r()}));
fs.closeSync(fd); let n=0; for await (const c of fs.createReadStream(f,{start:3*2**30-5})) n+=c.length; console.log(n); fs.unlinkSync(f);
