/** Where in the user's job the call stands for which its graph is refused. */
import { type CallPlace, callPlaceOf, ownAddress } from "../api/call-place.ts";
import { GraphEnvironment } from "../api/graph-environment.ts";
import type { Configuration } from "../config/configuration.ts";
import { GraphError } from "../graph/graph-error.ts";
import type { ProgramReference } from "../task/deployment.ts";
import { buildJobGraphIn, type ProgramLoader, settingsOf } from "./program-graph.ts";

/** Remembers from where each transformation was made, which costs more than to make it. */
class RememberingEnvironment extends GraphEnvironment {
  /** By transformation: a stack. */
  private readonly calls = new Map<number, string | undefined>();

  override nextId(sink?: number): number {
    const id = super.nextId();
    // biome-ignore lint/suspicious/useErrorMessage: only its stack is wanted.
    this.calls.set(id, sink === undefined ? new Error().stack : this.calls.get(sink));
    return id;
  }

  stackOf(transformation: number): string | undefined {
    return this.calls.get(transformation);
  }
}

/**
 * Builds a program that was refused once more, and gives the stack of the call that is to blame: the one that threw, or the
 * one that made the operator which an error of the whole graph is about. Null where the program is not refused, and where the
 * engine does not tell.
 */
export function stackOfRefusal(
  loader: ProgramLoader,
  reference: ProgramReference,
  cluster: Configuration,
): string | null {
  const environment = new RememberingEnvironment(settingsOf(reference, cluster));
  try {
    buildJobGraphIn(environment, loader, reference);
  } catch (thrown) {
    const stack = thrown instanceof GraphError ? environment.stackOf(thrown.transformation) : (thrown as Error)?.stack;
    return stack ?? null;
  }
  return null;
}

/** The place of that call; null also where the program's own code threw. */
export function placeOfRefusal(
  loader: ProgramLoader,
  reference: ProgramReference,
  cluster: Configuration,
): CallPlace | null {
  const own = ownAddress();
  const stack = stackOfRefusal(loader, reference, cluster);
  const place = own === null ? null : callPlaceOf(stack, own);
  // What happens without a call of the program's ends here.
  return place?.call === placeOfRefusal.name ? null : place;
}
