import { readings } from "./input.ts";
import { plainKeyedTumblingWindow } from "./keyed-tumbling-window.ts";

/** Records of the crash recovery job. */
export const CRASH_RECOVERY_RECORDS = 200;

/** What a job over 200 records costs without any runtime: input and result of the plain loop, nothing to recover from. */
export function plainCrashRecovery200(): string {
  return plainKeyedTumblingWindow(readings(CRASH_RECOVERY_RECORDS));
}
