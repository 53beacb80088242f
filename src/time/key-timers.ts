/** The pending timers of one key, of all queues of its operator; they are kept in the key's context. */
import type { KeyContext, Namespace } from "../state/keyed-state-backend.ts";
import type { InternalTimer } from "./timer-heap.ts";

/** Up to so many timers of a key are searched one by one; beyond that an index is kept. */
const LIST_LIMIT = 8;

/** Timers by their time. */
type TimerIndex = Map<number, InternalTimer[]>;

// The context belongs to the state, which knows timers only as something that it keeps.
const newestOf = (context: KeyContext): InternalTimer | null => context.newestTimer as InternalTimer | null;
const indexOf = (context: KeyContext): TimerIndex | null => context.timerIndex as TimerIndex | null;

/**
 * The key's timer in this queue, or null. A window operator registers the same timer again with every record, and mostly
 * it is the newest one: that costs one comparison.
 */
export function findTimer(context: KeyContext, slot: number, time: number, namespace: Namespace): InternalTimer | null {
  for (let timer = newestOf(context); timer !== null; timer = timer.older)
    if (timer.time === time && timer.slot === slot && timer.namespace === namespace) return timer;
  const sameTime = indexOf(context)?.get(time);
  return sameTime?.find((timer) => timer.slot === slot && timer.namespace === namespace) ?? null;
}

/** Adds a timer that the key does not have. */
export function addTimer(context: KeyContext, timer: InternalTimer): void {
  const index = indexOf(context);
  const newest = newestOf(context);
  context.newestTimer = timer;
  if (index !== null) {
    addToIndex(index, timer);
    return;
  }
  timer.older = newest;
  if (newest !== null) newest.newer = timer;
  let timers = 0;
  for (let one: InternalTimer | null = timer; one !== null; one = one.older) timers++;
  if (timers > LIST_LIMIT) buildIndex(context);
}

/** Removes a timer that the key has. */
export function removeTimer(context: KeyContext, timer: InternalTimer): void {
  const index = indexOf(context);
  if (index === null) {
    if (timer.newer === null) context.newestTimer = timer.older;
    else timer.newer.older = timer.older;
    if (timer.older !== null) timer.older.newer = timer.newer;
    timer.older = null;
    timer.newer = null;
    return;
  }
  if (context.newestTimer === timer) context.newestTimer = null;
  const sameTime = index.get(timer.time);
  sameTime?.splice(sameTime.indexOf(timer), 1);
  if (sameTime?.length === 0) index.delete(timer.time);
}

function buildIndex(context: KeyContext): void {
  const index: TimerIndex = new Map();
  let timer = newestOf(context);
  while (timer !== null) {
    const { older } = timer;
    timer.older = null;
    timer.newer = null;
    addToIndex(index, timer);
    timer = older;
  }
  context.timerIndex = index;
}

function addToIndex(index: TimerIndex, timer: InternalTimer): void {
  const sameTime = index.get(timer.time);
  if (sameTime === undefined) index.set(timer.time, [timer]);
  else sameTime.push(timer);
}
