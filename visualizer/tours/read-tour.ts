/** Reads a tour that somebody wrote: everything is checked, and the first thing that is wrong is named. */
import { parseFault } from "../../sim/faults/fault-text.ts";
import { TRACE_KINDS } from "../../src/trace/kinds.ts";
import type { Tab } from "../page/page-state.ts";
import type { Stop, Tour } from "./tour.ts";

const TABS: readonly Tab[] = ["graph", "event-time", "state", "checkpoints"];
const MOST_STOPS = 100;

type Fields = Readonly<Record<string, unknown>>;

/** @throws Error one sentence that names the field */
export function readTour(data: unknown): Tour {
  const tour = fields(data, "tour");
  const stops = list(tour.stops, "stops");
  if (stops.length === 0 || stops.length > MOST_STOPS) throw new Error(`stops has to hold 1 to ${MOST_STOPS} stops.`);
  const faults = tour.faults === undefined ? [] : list(tour.faults, "faults").map((one) => text(one, "faults"));
  faults.forEach(parseFault);
  return {
    id: text(tour.id, "id"),
    title: both(tour.title, "title"),
    scenario: text(tour.scenario, "scenario"),
    ...(faults.length === 0 ? {} : { faults }),
    stops: stops.map((stop, i) => readStop(stop, `stops[${i}]`)),
  };
}

function readStop(data: unknown, where: string): Stop {
  const stop = fields(data, where);
  const tab = TABS.find((one) => one === stop.tab);
  if (tab === undefined) throw new Error(`${where}.tab has to be one of ${TABS.join(", ")}.`);
  return {
    tab,
    text: both(stop.text, `${where}.text`),
    ...(stop.atMicros === undefined ? {} : { atMicros: whole(stop.atMicros, `${where}.atMicros`) }),
    ...(stop.until === undefined ? {} : { until: readMoment(stop.until, `${where}.until`) }),
  };
}

function readMoment(data: unknown, where: string): NonNullable<Stop["until"]> {
  const moment = fields(data, where);
  const kind = TRACE_KINDS.find((one) => one === moment.kind);
  if (kind === undefined) throw new Error(`${where}.kind is not a kind of event.`);
  return { kind, n: whole(moment.n, `${where}.n`) };
}

function fields(data: unknown, where: string): Fields {
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new Error(`${where} has to be an object.`);
  return data as Fields;
}

function list(data: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(data)) throw new Error(`${where} has to be a list.`);
  return data;
}

function text(data: unknown, where: string): string {
  if (typeof data !== "string" || data.length > 2000) throw new Error(`${where} has to be a text.`);
  return data;
}

function both(data: unknown, where: string): { readonly en: string; readonly zh: string } {
  const { en, zh } = fields(data, where);
  return { en: text(en, `${where}.en`), zh: text(zh, `${where}.zh`) };
}

function whole(data: unknown, where: string): number {
  if (!Number.isSafeInteger(data) || Number(data) < 0) throw new Error(`${where} has to be a whole number.`);
  return Number(data);
}
