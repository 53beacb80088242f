/** Text form of faults: `crash:tm=B@12.4s/5s`, `crash:tm=B@txn.pre(cp=3,task=Map)#2+2ms`, `slow:tm=C,x=8@3s/10s`, `cut:A-B,oneway@5s/2s`. */
import { formatWhen, parseWhen } from "./anchor-text.ts";
import type { Fault, FaultTarget, FaultWhat } from "./fault.ts";
import { duration, formatMs, type Refuse } from "./time-text.ts";

const FORM =
  "<what>:<options>@<when>[/<how long>], for instance crash:tm=B@12.4s/5s, crash:tm=B@txn.pre#3+2ms or slow:tm=C,x=8@3s/10s";
const DEFAULT_RESTART_MS = 5000;

/** Only a cache: the same few texts are read for each run of a campaign. A fault never changes. */
const parsedFaults = new Map<string, Fault>();
const MOST_PARSED = 1000;

/** Throws one sentence that names what is wrong. */
export function parseFault(text: string): Fault {
  const known = parsedFaults.get(text);
  if (known !== undefined) return known;
  const fault = parse(text);
  if (parsedFaults.size < MOST_PARSED) parsedFaults.set(text, fault);
  return fault;
}

function parse(text: string): Fault {
  const refuse = (why: string): never => {
    throw new Error(`The fault "${text}" cannot be read: ${why}. Write ${FORM}.`);
  };
  const at = text.indexOf("@");
  if (at < 0) return refuse('it has no "@" and so no time');
  const [head, tail] = [text.slice(0, at), text.slice(at + 1)];
  const [whenText, forText, ...more] = tail.split("/");
  if (more.length > 0) return refuse('it has more than one "/"');
  const colon = head.indexOf(":");
  const what = colon < 0 ? head : head.slice(0, colon);
  const options = colon < 0 ? [] : head.slice(colon + 1).split(",");
  const parsed = parseWhat(what, options, refuse);
  const forMs =
    forText === undefined
      ? what === "crash"
        ? DEFAULT_RESTART_MS
        : null
      : forText === "ever"
        ? null
        : duration(forText, refuse);
  return { ...parsed, when: parseWhen(whenText, refuse), forMs };
}

function parseWhat(what: string, options: readonly string[], refuse: Refuse): FaultWhat {
  const values = new Map(
    options.map((option) =>
      option.includes("=")
        ? [option.slice(0, option.indexOf("=")), option.slice(option.indexOf("=") + 1)]
        : [option, ""],
    ) as [string, string][],
  );
  const number = (key: string, fallback: number): number => {
    const raw = values.get(key);
    if (raw === undefined) return fallback;
    const value = Number(raw);
    return Number.isFinite(value) && value > 0 ? value : refuse(`${key} has to be a number above 0`);
  };
  const method = values.get("method") ?? null;
  const reply = values.has("reply");
  switch (what) {
    case "crash":
      return { what, target: target(options[0], refuse), silent: values.has("silent") };
    case "pause":
      return { what, target: target(options[0], refuse) };
    case "slow":
      return { what, target: target(options[0], refuse), factor: number("x", 4) };
    case "cut": {
      const [a, b] = (options[0] ?? "").split("-");
      return { what, a: target(a, refuse), b: target(b, refuse), oneWay: values.has("oneway") };
    }
    case "drop":
    case "duplicate":
      return { what, method, n: number("n", 1), reply };
    case "delay":
      return {
        what,
        method,
        n: number("n", 1),
        reply,
        byMs: values.has("by") ? duration(values.get("by") ?? "", refuse) : 1000,
      };
    case "fail-storage":
    case "trigger-checkpoint":
    case "cancel-job":
      return { what };
    case "slow-storage":
      return { what, factor: number("x", 10) };
    default:
      return refuse(
        `"${what}" is not one of crash, pause, slow, cut, drop, delay, duplicate, fail-storage, slow-storage, trigger-checkpoint, cancel-job`,
      );
  }
}

/** `tm=B`, `B`, `tm=1`, `jm`, `log`, `service=crm`. */
function target(text: string | undefined, refuse: Refuse): FaultTarget {
  if (text === "jm") return { role: "jm" };
  if (text === "log") return { role: "log" };
  const service = /^service=(\w+)$/.exec(text ?? "");
  if (service !== null) return { role: "service", name: service[1] };
  const name = text?.startsWith("tm=") ? text.slice(3) : text;
  if (name !== undefined && /^[A-Z]$/.test(name)) return { role: "tm", index: name.charCodeAt(0) - 65 };
  if (name !== undefined && /^\d+$/.test(name)) return { role: "tm", index: Number(name) };
  return refuse(`"${text ?? ""}" names no machine (tm=A, tm=B …, jm, log or service=NAME)`);
}

/** The text from which `parseFault` gives the same fault. */
export function formatFault(fault: Fault): string {
  const lasting = fault.forMs === null ? (fault.what === "crash" ? "/ever" : "") : `/${formatMs(fault.forMs)}`;
  return `${formatWhat(fault)}@${formatWhen(fault.when)}${lasting}`;
}

function formatWhat(fault: FaultWhat): string {
  const method = "method" in fault && fault.method !== null ? `method=${fault.method},` : "";
  const reply = "reply" in fault && fault.reply ? "reply," : "";
  switch (fault.what) {
    case "crash":
      return `crash:${formatTarget(fault.target)}${fault.silent ? ",silent" : ""}`;
    case "pause":
      return `pause:${formatTarget(fault.target)}`;
    case "slow":
      return `slow:${formatTarget(fault.target)},x=${fault.factor}`;
    case "cut":
      return `cut:${short(fault.a)}-${short(fault.b)}${fault.oneWay ? ",oneway" : ""}`;
    case "drop":
    case "duplicate":
      return `${fault.what}:${method}${reply}n=${fault.n}`;
    case "delay":
      return `delay:${method}${reply}n=${fault.n},by=${formatMs(fault.byMs)}`;
    case "fail-storage":
    case "trigger-checkpoint":
    case "cancel-job":
      return fault.what;
    case "slow-storage":
      return `slow-storage:x=${fault.factor}`;
  }
}

function formatTarget(target: FaultTarget): string {
  return target.role === "tm" ? `tm=${short(target)}` : short(target);
}

function short(target: FaultTarget): string {
  if (target.role === "service") return `service=${target.name}`;
  if (target.role !== "tm") return target.role;
  return target.index < 26 ? String.fromCharCode(65 + target.index) : String(target.index);
}
