/** Refuses names of swarms that there are not, before a thread is started. */
import { swarmOf } from "../../sim/explore/swarm.ts";
import { messageOf, UserError } from "../user-error.ts";

/** Throws `UserError`, one sentence with the nearest name. */
export function checkSwarm(name: string): void {
  try {
    swarmOf(name);
  } catch (thrown) {
    throw new UserError(messageOf(thrown));
  }
}
