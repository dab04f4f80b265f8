// Histograms, observers, timerify: the same numbers and errors as Node's.
import {createHistogram,PerformanceObserver,performance,timerify,monitorEventLoopDelay} from 'node:perf_hooks';
let s=12345; const rnd=()=>(s=(s*1103515245+12345)%2147483648)/2147483648;
for (const o of [{},{figures:1},{figures:2,lowest:10,highest:100000},{figures:5},{lowest:1000,highest:10000}]) {
 const h=createHistogram(o); for(let i=0;i<500;i++) h.record(Math.floor(Math.exp(rnd()*25))+1);
 console.log(o,h.count,h.exceeds,h.min,h.max,h.mean,h.stddev,[...h.percentiles],[1,10,50,90,99,99.9,100].map(p=>h.percentile(p)),h.minBigInt,h.maxBigInt,h.countBigInt,h.percentileBigInt(50));
 const g=createHistogram(); g.record(5); g.record(7n); g.add(h); console.log(g.count,g.exceeds,g.min,g.max,g.mean,g.stddev,[...g.percentiles]); g.reset(); console.log(g, structuredClone(h).count);
}
const t=(f)=>{try{console.log(f())}catch(e){console.log(e.name,e.code,e.message)}};
const h=createHistogram();
for (const f of [()=>h.record(0),()=>h.record(-1),()=>h.record('1'),()=>h.record(1.5),()=>h.record(),()=>h.record(0n),()=>h.record(2**60),()=>h.percentile(0),()=>h.percentile(101),()=>h.percentile('a'),()=>h.percentile(NaN),()=>h.add({}),()=>createHistogram(5),()=>createHistogram({lowest:0}),()=>createHistogram({lowest:'a'}),()=>createHistogram({figures:6}),()=>createHistogram({figures:0}),()=>createHistogram({lowest:5,highest:6}),()=>monitorEventLoopDelay(5),()=>monitorEventLoopDelay({resolution:0}),()=>monitorEventLoopDelay({resolution:'a'}),()=>new h.constructor(),()=>Object.getPrototypeOf(h).record.call({}),()=>Object.getPrototypeOf(Object.getPrototypeOf(h)).reset.call({}), ()=>timerify(), ()=>timerify(()=>{},5), ()=>timerify(()=>{},{histogram:5}), ()=>timerify(()=>{},{histogram:{}})]) t(f);
const fn=timerify(function abc(a,b){return a+b}); console.log(fn.name,fn.length,fn(1,2),Object.getOwnPropertyDescriptors(fn).name);
const o=new PerformanceObserver((l,ob)=>{console.log(l.getEntries().map(e=>[e.name,e.entryType,e.detail,e[0]]), l.getEntriesByName('abc').length,l.getEntriesByType('mark').length, ob===o); ob.disconnect()});
o.observe({entryTypes:['function','mark','measure','nonsense']}); fn(3,4); performance.mark('m',{startTime:1}); performance.measure('q','m');console.log(o.constructor.supportedEntryTypes);
t(()=>o.observe()); t(()=>o.observe({})); t(()=>o.observe({type:'mark'})); t(()=>o.observe({type:'mark',entryTypes:[]})); t(()=>o.observe({entryTypes:'a'})); t(()=>new PerformanceObserver());
const d=monitorEventLoopDelay({resolution:5}); console.log(d.enable(),d.enable(),d.disable(),d.disable(),d.count); 
setTimeout(()=>{const o2=new PerformanceObserver((l)=>console.log('buffered',l.getEntries().map(e=>e.name))); o2.observe({type:'mark',buffered:true}); setTimeout(()=>{o2.disconnect()},5)},5);
