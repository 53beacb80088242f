import type { CheckReply } from "./check-messages.ts";

type Told = CheckReply & { readonly kind: "report" };

/**
 * What threads that have each tried a part of all orders say together: the failure at the earliest case, of several the one
 * of the first thread, so that it is the same one whoever was faster. Null where one of them gave no answer.
 */
export function joinedReplies(replies: readonly (CheckReply | null)[]): CheckReply | null {
  let told: Told | null = null;
  let runs = 0;
  for (const reply of replies) {
    if (reply?.kind !== "report") return reply;
    runs += reply.report.runs;
    if (told === null || isEarlier(reply, told)) told = reply;
  }
  return told === null ? null : { ...told, report: { ...told.report, runs } };
}

/** A thread that was stopped because another one had failed before says nothing. */
function isEarlier({ report }: Told, before: Told): boolean {
  if (report.failure === null) return false;
  return before.report.failure === null || report.held < before.report.held;
}
