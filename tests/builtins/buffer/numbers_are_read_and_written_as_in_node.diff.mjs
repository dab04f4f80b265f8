// read* and write*: values, offsets and widths in and out of range.
import { Buffer } from "node:buffer";
import { report } from "./_report.mjs";

const b = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 0xff]);

for (const m of ['readUInt8','readUInt32LE','readInt16BE','readBigInt64LE','readFloatLE','readDoubleBE']) for (const o of [-1,1.5,'1',null,undefined,NaN,Infinity,100,9,7,3,{},true]) { try { console.log(m,o,b[m](o)) } catch(e) {console.log(m,o,e.name,e.code,e.message)} }
for (const m of ['readUIntLE','readIntBE']) for (const a of [[],[0],[0,0],[0,7],[0,1.5],[0,'2'],[1.5,2],['1',2],[9,2],[-1,2],[0,null],[0,NaN],[undefined,2],[null,2],[0,6],[5,6],[100,3],[NaN,3],[NaN,5]]) { try { console.log(m,a,b[m](...a)) } catch(e) {console.log(m,a,e.name,e.code,e.message)} }
for (const m of ['writeUIntLE','writeIntBE']) for (const a of [[],[1],[1,0],[1,0,0],[1,0,7],[1,0,1.5],[1,0,'2'],[1,1.5,2],[1,'1',2],[1,9,2],[1,-1,2],[1,0,null],[1,undefined,2],[256,0,1],[-1,0,1],[2**48,0,6],[2**40,0,5],[-(2**47),0,6],[-(2**47)-1,0,6],[2**32,0,4],[70000,0,2],['5',0,2],[NaN,0,2],[1.9,0,2],[-1.9,0,2],[2**24,0,3],[1,null,2],[1,100,3],[1,100,6],[300,'1',1],[300,100,1],[3e9,1.5,5]]) { const b=Buffer.alloc(10); try { console.log(m,a,b[m](...a),b.toString('hex')) } catch(e) {console.log(m,a,e.name,e.code,e.message)} }
for (const m of ['writeUInt8','writeInt8','writeUInt16LE','writeInt16BE','writeUInt32BE','writeInt32LE','writeFloatLE','writeDoubleBE']) for (const a of [[],[1],[300],[-129],[70000],[2**32],[-(2**31)-1],['5',1],[NaN,1],[1.9,1],[-1.9,1],[1,-1],[1,'1'],[1,null],[1,100],[1,9],[1,1.5],[1,NaN],[300,'1'],[1e10,'1'],[1e10,-1],[1e10,1.5],[Infinity],[1e300],[3.4e38],[{},0],[undefined,0],[null]]) { const b=Buffer.alloc(10); try { console.log(m,a,b[m](...a),b.toString('hex')) } catch(e) {console.log(m,a,e.name,e.code,e.message)} }
for (const m of ['writeBigInt64LE','writeBigUInt64BE','writeBigInt64BE']) for (const a of [[],[1],[1n],[1n,1],[1n,9],[1n,-1],[1n,'1'],[1n,1.5],[2n**64n],[-1n],[2n**63n],[-(2n**63n)],[-(2n**63n)-1n],['1'],[null],[{}],[2n**64n,'1'],[5n,100]]) { const b=Buffer.alloc(10); try { console.log(m,a,b[m](...a),b.toString('hex')) } catch(e) {console.log(m,a,e.name,e.code,e.message)} }
await report(
  () => Buffer.alloc(2).readInt32LE(),
  () => Buffer.alloc(2).readDoubleLE(),
  () => Buffer.alloc(2).readBigInt64LE(),
  () => Buffer.alloc(2).writeInt32LE(1),
  () => Buffer.alloc(0).readInt8(),
  () => Buffer.alloc(2).writeDoubleLE(1),
  () => Buffer.alloc(2).readUIntLE(0,3),
  () => Buffer.alloc(2).writeBigInt64LE(1n),
  () => Buffer.alloc(0).writeInt8(1),
  () => Buffer.prototype.readInt8.call([5],0),
  () => Buffer.prototype.readUInt32LE.call({0:1,1:2,2:3,3:4,length:4},0),
  () => Buffer.prototype.readUInt32LE.call(new Uint8Array([1,2,3,4])),
  () => Buffer.prototype.writeUInt32LE.call(new Uint8Array([1,2,3,4]),5),
  () => Buffer.prototype.readUInt16LE.call({},0),
);
