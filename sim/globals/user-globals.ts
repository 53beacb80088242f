/** The globals of a simulation's user code, on its clock, entropy and trace. */
import type { KeyedDraws } from "../../src/world.ts";
import type { KeyedEntropy } from "../kernel/entropy.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { VirtualGlobals } from "./virtual-globals.ts";

const PURPOSE = "user-random";

/** One stream of `Math.random` for each process, named by machine and incarnation. */
export function userGlobals(kernel: Kernel): VirtualGlobals {
  const streams = new Map<string, KeyedDraws>();
  const place = (): string => {
    const { running } = kernel;
    return running === null ? "the world" : `${running.node.id}#${running.number}`;
  };
  return new VirtualGlobals({
    startEpochMs: kernel.startEpochMs,
    nowMicros: () => kernel.now,
    place,
    draw() {
      const entity = place();
      let draws = streams.get(entity);
      if (draws === undefined) {
        draws = kernel.entropy.draws(PURPOSE, entity);
        streams.set(entity, draws);
      }
      return draws.next();
    },
    onFirstUse: (label, advice) => void kernel.trace.emit("mark", { ext: { label, advice } }),
  });
}

/** Globals for the direct execution of a job: its time stands still, and its chance is a stream of its own. */
export function directGlobals(entropy: KeyedEntropy, startEpochMs: number): VirtualGlobals {
  const draws = entropy.draws(PURPOSE, "direct");
  const place = () => "the direct execution";
  return new VirtualGlobals({
    startEpochMs,
    nowMicros: () => 0,
    draw: () => draws.next(),
    place,
    onFirstUse: () => {},
  });
}
