/** In which orders and with which failures a case is tried. */
import { parseFault, taskManagerName } from "tidemark/sim";
import type { Arrival } from "./arrivals-source.ts";
import type { CaseSource, ClusterCase, SourceElement } from "./exercise.ts";
import { countInterleavings, drawInterleaving, interleaving } from "./interleavings.ts";

/** Up to so many orders each is tried; of more, a sample is. */
export const MOST_ORDERS = 5040;
/** Orders that are tried of a case that has more than `MOST_ORDERS`. */
export const SAMPLED_ORDERS = 200;
/** Time from one arrival to the next, ms: an element is through the job before the next one comes. */
const GAP_MS = 10;
/** From the first arrival to the last, ms, at the most: of more than fifty elements some come closer, of thousands several in one millisecond. */
const LONGEST_MS = 500;
/** When the first element arrives, ms: by then the job runs. */
export const FIRST_ARRIVAL_MS = 100;
/** One order in so many also has a crash. */
const ORDERS_PER_CRASH = 4;
/** Of the job of a case that does not say. */
export const DEFAULT_PARALLELISM = 2;

/** When the n-th element arrives, from 0, ms of virtual time. @param elements how many there are; default: few */
export function arrivalAtMs(place: number, elements = 1): number {
  return FIRST_ARRIVAL_MS + Math.floor(place * Math.min(GAP_MS, LONGEST_MS / elements));
}

/** One way in which a case can run. */
export interface Schedule {
  /** Its number among those of the case, from 0; also the seed of the run. */
  readonly number: number;
  /** By source, by subtask. */
  readonly arrivals: readonly (readonly (readonly Arrival[])[])[];
  /** Of the simulation, in text form. */
  readonly faults: readonly string[];
}

/** The loss of a machine. */
export interface Crash {
  /** Virtual time, ms. */
  readonly atMs: number;
  /** Name of the TaskManager. */
  readonly taskManager: string;
}

/** The machines that are lost at a time of the run. */
export function crashesOf({ faults }: Pick<Schedule, "faults">): Crash[] {
  return faults.flatMap((text) => {
    const fault = parseFault(text);
    if (fault.what !== "crash" || fault.target.role !== "tm" || !("atMs" in fault.when)) return [];
    return [{ atMs: fault.when.atMs, taskManager: taskManagerName(fault.target.index) }];
  });
}

/** The elements of each subtask of each source. */
interface Lane {
  readonly source: number;
  readonly subtask: number;
  readonly elements: readonly SourceElement[];
}

/** All the orders of a case, by number. */
export class Schedules {
  /** How many are tried. */
  readonly count: number;
  /** How many orders there are; `Infinity` where nobody has counted them. */
  readonly orders: number;
  readonly #sources: readonly CaseSource[];
  readonly #lanes: readonly Lane[];
  readonly #lengths: readonly number[];

  constructor({ sources, parallelism = DEFAULT_PARALLELISM, mostOrders = SAMPLED_ORDERS }: ClusterCase) {
    this.#sources = sources;
    this.#lanes = sources.flatMap((source, index) => lanesOf(source, index, parallelism));
    this.#lengths = this.#lanes.map(({ elements }) => elements.length);
    this.orders = countInterleavings(this.#lengths);
    this.count = this.orders <= MOST_ORDERS ? this.orders : mostOrders;
  }

  /** @param number from 0, below `count` */
  at(number: number): Schedule {
    const order =
      this.orders <= MOST_ORDERS
        ? interleaving(this.#lengths, number)
        : drawInterleaving(this.#lengths, drawsOf(number + 1));
    const arrivals = this.#sources.map((_source, index) =>
      this.#lanes.filter((lane) => lane.source === index).map((): Arrival[] => []),
    );
    const taken = this.#lanes.map(() => 0);
    order.forEach((laneIndex, place) => {
      const { source, subtask, elements } = this.#lanes[laneIndex];
      const element = elements[taken[laneIndex]++];
      arrivals[source][subtask].push({ atMs: arrivalAtMs(place, order.length), element });
    });
    return { number, arrivals, faults: this.#faultsOf(number, order.length) };
  }

  /** A machine is lost and comes back, somewhere between the first arrival and the last one: after that the job soon ends. */
  #faultsOf(number: number, elements: number): string[] {
    if (number % ORDERS_PER_CRASH !== ORDERS_PER_CRASH - 1) return [];
    const below = drawsOf(number + 1);
    const atMs = FIRST_ARRIVAL_MS + below(arrivalAtMs(elements, elements) - FIRST_ARRIVAL_MS);
    return [`crash:tm=${below(2) === 0 ? "A" : "B"}@${atMs}ms/5ms`];
  }
}

function lanesOf({ elements }: CaseSource, source: number, parallelism: number): Lane[] {
  return Array.from({ length: parallelism }, (_, subtask) => ({
    source,
    subtask,
    elements: elements.filter((_element, k) => k % parallelism === subtask),
  }));
}

/** Numbers below n out of a seed (mulberry32): the schedule of a number is the same everywhere. */
function drawsOf(seed: number): (n: number) => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  };
}
