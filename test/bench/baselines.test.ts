import { expect, test } from "vitest";
import { plainCrashRecovery200 } from "../../bench/baselines/crash-recovery-200.ts";
import { ResultChecksum, readings, timeOf, WINDOW_MS } from "../../bench/baselines/input.ts";
import { plainKeyedTumblingWindow } from "../../bench/baselines/keyed-tumbling-window.ts";
import { rxjsKeyedTumblingWindow } from "../../bench/baselines/keyed-tumbling-window-rxjs.ts";

test("the plain loop and RxJS give the same results, and the sums are right", () => {
  const input = readings(50_000);
  const sums = new Map<string, number>();
  input.forEach(({ key, value }, n) => {
    const at = `${key} ${Math.floor(timeOf(n) / WINDOW_MS) * WINDOW_MS}`;
    sums.set(at, (sums.get(at) ?? 0) + value);
  });
  const checksum = new ResultChecksum();
  for (const [at, sum] of sums) {
    const [key, start] = at.split(" ").map(Number);
    checksum.add(key, start, sum);
  }
  expect(checksum.results).toBeGreaterThan(4000);
  expect(plainKeyedTumblingWindow(input)).toBe(checksum.value());
  expect(rxjsKeyedTumblingWindow(input)).toBe(checksum.value());
});

test("the checksum notices a changed sum", () => {
  const input = readings(1000);
  expect(plainKeyedTumblingWindow(input)).not.toBe(
    plainKeyedTumblingWindow([{ ...input[0], value: input[0].value + 1 }, ...input.slice(1)]),
  );
  expect(plainCrashRecovery200()).toBe(plainCrashRecovery200());
});
