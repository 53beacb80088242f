/**
 * Small integers for what events name in words: keys, windows, timers, state cells. Equal names, equal numbers; checkers
 * hold what they follow by number, and ask for words only when they have something to report.
 */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { field, listField, numberField, textField, textOf } from "./values.ts";

/** One of the names that share all but their last part, and those after it. */
interface Leaf {
  readonly number: number;
  /** A window's end, or a timer's domain. */
  readonly last: number;
  /** A timer's namespace. */
  readonly namespace: unknown;
  readonly next: Leaf | undefined;
}

/** By number of the key, then start of the window or time of the timer. */
type Leaves = (Map<number, Leaf> | undefined)[];

/** A timer service of an operator. */
interface Service {
  readonly number: number;
  readonly timers: Leaves;
}

/** The names of one trace. What is asked twice about an event is worked out once. */
export class NumberedNames {
  readonly #keys = new Map<unknown, number>();
  /** Keys that are no primitive values, by their text. */
  readonly #texts = new Map<string, number>();
  readonly #windows = new Map<string, Leaves>();
  readonly #services = new Map<string, Map<string, Service>>();
  readonly #cells = new Map<string, (Map<unknown, number> | undefined)[]>();
  readonly #owners = new Map<string, number[]>();
  #count = 0;
  #keyEvent: TraceEvent | null = null;
  #key = 0;
  #windowEvent: TraceEvent | null = null;
  #window = 0;
  #timerEvent: TraceEvent | null = null;
  #timer = 0;
  #cellEvent: TraceEvent | null = null;
  #cell = 0;

  /** The key that an event is of. */
  key(event: TraceEvent): number {
    if (this.#keyEvent !== event) {
      this.#keyEvent = event;
      this.#key = this.#keyOf(field(event, "key"));
    }
    return this.#key;
  }

  /** The key that an event is of, told apart from the same key at other operators. */
  ownKey(event: TraceEvent): number {
    const op = textField(event, "op");
    const owned = at(this.#owners, op, emptyList<number>);
    const key = this.key(event);
    owned[key] ??= this.#count++;
    return owned[key];
  }

  /** The window that a `win.*` event is of. */
  window(event: TraceEvent): number {
    if (this.#windowEvent !== event) {
      this.#windowEvent = event;
      this.#window = this.#windowOf(event, numberField(event, "start", 0), numberField(event, "end", 0));
    }
    return this.#window;
  }

  /** The windows that a `win.merge` event says have become one. */
  mergedWindows(event: TraceEvent): number[] {
    return listField(event, "from").flatMap((bounds) =>
      Array.isArray(bounds) ? [this.#windowOf(event, Number(bounds[0]), Number(bounds[1]))] : [],
    );
  }

  /** The timer that a `timer.*` event is of. */
  timer(event: TraceEvent): number {
    if (this.#timerEvent !== event) {
      this.#timerEvent = event;
      const { timers } = this.#serviceOf(event);
      this.#timer = this.#leaf(timers, this.key(event), event.x, event.b, plainOf(field(event, "ns")));
    }
    return this.#timer;
  }

  /** The timer service that a `timer.*` event is of. */
  service(event: TraceEvent): number {
    return this.#serviceOf(event).number;
  }

  /** The keyed state that an `st.*` event touches. */
  cell(event: TraceEvent): number {
    if (this.#cellEvent !== event) {
      this.#cellEvent = event;
      const byKey = at(this.#cells, textField(event, "state"), emptyList<Map<unknown, number> | undefined>);
      const key = this.key(event);
      byKey[key] ??= new Map();
      const namespace = plainOf(field(event, "ns"));
      let cell = byKey[key].get(namespace);
      if (cell === undefined) {
        cell = this.#count++;
        byKey[key].set(namespace, cell);
      }
      this.#cell = cell;
    }
    return this.#cell;
  }

  #serviceOf(event: TraceEvent): Service {
    const services = at(this.#services, textField(event, "op"), emptyMap<string, Service>);
    return at(services, textField(event, "service"), () => ({ number: this.#count++, timers: [] }));
  }

  #windowOf(event: TraceEvent, start: number, end: number): number {
    const leaves = at(this.#windows, textField(event, "op"), emptyList<Map<number, Leaf> | undefined>);
    return this.#leaf(leaves, this.key(event), start, end, null);
  }

  #leaf(leaves: Leaves, key: number, time: number, last: number, namespace: unknown): number {
    leaves[key] ??= new Map();
    const byTime = leaves[key];
    const first = byTime.get(time);
    for (let leaf = first; leaf !== undefined; leaf = leaf.next)
      if (leaf.last === last && leaf.namespace === namespace) return leaf.number;
    const number = this.#count++;
    byTime.set(time, { number, last, namespace, next: first });
    return number;
  }

  #keyOf(value: unknown): number {
    const isPrimitive = (typeof value !== "object" || value === null) && !Object.is(value, -0);
    return isPrimitive ? this.#numberOf(this.#keys, value) : this.#numberOf(this.#texts, textOf(value));
  }

  #numberOf<K>(numbers: Map<K, number>, name: K): number {
    let number = numbers.get(name);
    if (number === undefined) {
      number = this.#keys.size + this.#texts.size;
      numbers.set(name, number);
    }
    return number;
  }
}

/** Namespaces are texts; what else a trace may hold there becomes a value that no text is equal to. */
function plainOf(namespace: unknown): unknown {
  return typeof namespace === "object" && namespace !== null ? `\0${textOf(namespace)}` : namespace;
}

function emptyList<T>(): T[] {
  return [];
}

function emptyMap<K, V>(): Map<K, V> {
  return new Map();
}

function at<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
