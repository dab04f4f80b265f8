import { BehaviorSubject, Subject, catchError, concatMap, debounceTime, from, interval, lastValueFrom, map, mergeMap, of, reduce, retry, scan, share, switchMap, take, throwError, timer, toArray, zip } from "rxjs";

const show = (name) => ({ next: (v) => console.log(name, v), error: (e) => console.log(name, "error", e.message), complete: () => console.log(name, "done") });
from([1, 2, 3]).pipe(mergeMap((x) => of(x, x * 10)), scan((a, b) => a + b, 0)).subscribe(show("sync"));
throwError(() => new Error("x")).pipe(retry(2), catchError((e) => of(`caught ${e.message}`))).subscribe(show("retry"));
const subject = new BehaviorSubject(1);
const seen = [];
const subscription = subject.pipe(share()).subscribe((v) => seen.push(v));
subject.next(2); subscription.unsubscribe(); subject.next(3);
console.log(seen, subject.value);
(async () => {
  console.log(await lastValueFrom(interval(1).pipe(take(4), toArray())));
  console.log(await lastValueFrom(zip(of("a", "b"), timer(0, 1)).pipe(concatMap(async ([a, n]) => a + n), reduce((x, y) => x + y))));
  const typed = new Subject();
  const result = lastValueFrom(typed.pipe(debounceTime(5), switchMap((x) => of(x).pipe(map((y) => y + "!")))));
  typed.next("a"); typed.next("ab"); setTimeout(() => typed.complete(), 20);
  console.log(await result);
  try { await lastValueFrom(of()); } catch (error) { console.log(error.name, error.message); }
})();
