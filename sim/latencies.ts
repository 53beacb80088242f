/**
 * Latencies that are drawn at random, each from a stream of its own, and which of them a scenario leaves so. The others take
 * the middle of their range, always: what is left to chance then is what a failure needs.
 */
import { ImpossibleTarget } from "./faults/impossible-target.ts";
import { KeyedEntropy } from "./kernel/entropy.ts";
import type { Scenario } from "./scenario.ts";

/** The kinds of latency by their name in a scenario, which is the purpose of their draws: what varies, in words. */
export const LATENCIES = {
  link: "the time that messages travel",
  boot: "the moment at which TaskManagers start",
  "checkpoint-delay": "the wait before the first checkpoint",
  "restart-jitter": "the wait before a restart",
  disorder: "how late records come",
} as const;
/** A kind of latency. */
export type LatencyKind = keyof typeof LATENCIES;

/** The names of all kinds. */
export const LATENCY_KINDS = Object.keys(LATENCIES) as readonly LatencyKind[];

const ONE_LINK = /^link:([\w-]+)>([\w-]+)$/;

/** What `isLatency` takes, for the sentences that refuse something else. */
export const LATENCY_FORM = `${LATENCY_KINDS.join(", ")} or one link as link:tm-A>log`;

/** A kind, or the messages from one machine to another: `link:tm-A>log`. */
export function isLatency(name: unknown): name is string {
  return typeof name === "string" && (Object.hasOwn(LATENCIES, name) || ONE_LINK.test(name));
}

/** The machines of `link:FROM>TO`; null for a whole kind. */
export function machinesOfLink(name: string): readonly [from: string, to: string] | null {
  const [, from, to] = ONE_LINK.exec(name) ?? [];
  return from === undefined ? null : [from, to];
}

/** Throws one sentence if a latency is that of a link to or from a machine that there is not. */
export function checkLatencies({ randomLatencies = [] }: Scenario, machines: readonly string[]): void {
  for (const name of randomLatencies)
    for (const machine of machinesOfLink(name) ?? [])
      if (!machines.includes(machine))
        throw new ImpossibleTarget(
          `The latency "${name}" names the machine "${machine}", but there are ${machines.join(", ")}.`,
        );
}

/** The draws of a scenario. Whether one stream is random or not moves no draw of another. */
export function entropyOf({ seed, randomLatencies }: Scenario): KeyedEntropy {
  if (randomLatencies === undefined) return new KeyedEntropy(seed);
  const random = new Set(randomLatencies);
  return new KeyedEntropy(
    seed,
    (purpose, entity) =>
      Object.hasOwn(LATENCIES, purpose) && !random.has(purpose) && !random.has(`${purpose}:${entity}`),
  );
}
