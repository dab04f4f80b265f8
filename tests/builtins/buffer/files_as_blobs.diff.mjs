// fs.openAsBlob: the Blob reads the file when it is read, and refuses one that was changed.
import {openAsBlob,writeFileSync,mkdtempSync,rmSync} from 'node:fs'; import {join} from 'node:path'; import {tmpdir} from 'node:os';
const dir=mkdtempSync(join(tmpdir(),'blob-')); const f=join(dir,'a.txt'); writeFileSync(f,'hello world '.repeat(20000));
const b=await openAsBlob(f,{type:'Text/Plain'}); console.log(b.size,b.type,b,(await b.text()).length,(await b.arrayBuffer()).byteLength,(await b.bytes()).length);
console.log(await b.slice(6,11).text(), await b.slice(6).slice(0,5).text(), (await new Blob(['<',b.slice(0,5),'>',b.slice(0,0)]).text()), new Blob(['a',b]).size);
let n=0; for await(const c of b.stream()) n+=c.length; console.log(n, (await Array.fromAsync(b.slice(0,11).textStream())).join(''));
const file=new File([b],'x.txt'); console.log(file.size,(await file.slice(0,5).text()));
const r=b.stream().getReader({mode:'byob'}); console.log((await r.read(new Uint8Array(5))).value);
for (const g of [()=>structuredClone(b),()=>openAsBlob('/nonexistent'),()=>openAsBlob(5),()=>openAsBlob(f,5),()=>openAsBlob(f,{type:5})]) try{console.log(await g())}catch(e){console.log(e.name,e.code,e.message.replace(dir,'D'))}
writeFileSync(f,'changed'); for (const g of [()=>b.text(),()=>b.arrayBuffer(),()=>Array.fromAsync(b.stream()),()=>b.slice(0,1).text()]) try{console.log(await g())}catch(e){console.log(e.name,e.code,e.message)}
rmSync(dir,{recursive:true});
