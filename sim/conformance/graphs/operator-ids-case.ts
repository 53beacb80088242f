import { operatorIdOfUid } from "../../../src/graph/operator-ids.ts";
import { type CaseOutcome, compare } from "./difference.ts";

export interface OperatorIdCase {
  readonly spec: { readonly utf16: readonly number[] };
  readonly expected: { readonly operatorId: string };
}

/** Hashes the uid and compares. */
export function runOperatorIdCase({ spec, expected }: OperatorIdCase): CaseOutcome {
  return compare(expected, { operatorId: operatorIdOfUid(String.fromCharCode(...spec.utf16)) });
}
