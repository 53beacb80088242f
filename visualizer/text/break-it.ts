import type { InterventionName } from "../page/interventions.ts";
import { type Language, part, textOf } from "./catalogue.ts";

/** The palette of interventions. */
export const breakItText = part(
  {
    crash: "Crash TaskManager {0}",
    slow: "Slow TaskManager {0} down 20 times",
    pause: "Pause TaskManager {0} for 1 s",
    cut: "Cut TaskManager {0} off the JobManager for 2 s",
    "slow-storage": "Checkpoint storage 50 times slower for 3 s",
    "fail-storage": "Checkpoint storage fails for 3 s",
    "fail-commit": "Lose the next two commits",
    "trigger-checkpoint": "Trigger a checkpoint",
    "no-machine": "No TaskManager is known yet.",
    "machine-lost": "This TaskManager is dead already.",
    "no-sink": "Nothing was written to a transaction yet.",
    "no-checkpoints": "The job takes no checkpoints.",
    "job-ended": "The job has ended at this moment: go back first.",
    "crash-any": "Crash a TaskManager",
    "slow-any": "Slow a TaskManager down 20 times",
    "pause-any": "Pause a TaskManager for 1 s",
    "cut-any": "Cut a TaskManager off the JobManager for 2 s",
  },
  {
    crash: "让 TaskManager {0} 崩溃",
    slow: "让 TaskManager {0} 慢 20 倍",
    pause: "暂停 TaskManager {0} 1 秒",
    cut: "切断 TaskManager {0} 与 JobManager 的连接 2 秒",
    "slow-storage": "检查点存储慢 50 倍，持续 3 秒",
    "fail-storage": "检查点存储失败，持续 3 秒",
    "fail-commit": "丢失接下来的两次提交 (commit)",
    "trigger-checkpoint": "触发一次检查点 (checkpoint)",
    "no-machine": "还没有已知的 TaskManager。",
    "machine-lost": "这个 TaskManager 已经死亡。",
    "no-sink": "还没有任何内容写入事务。",
    "no-checkpoints": "该作业不做检查点。",
    "job-ended": "此时作业已经结束：请先往回走。",
    "crash-any": "让一个 TaskManager 崩溃",
    "slow-any": "让一个 TaskManager 慢 20 倍",
    "pause-any": "暂停一个 TaskManager 1 秒",
    "cut-any": "切断一个 TaskManager 与 JobManager 的连接 2 秒",
  },
);

/** An entry of the palette. @param machine letter of the TaskManager that it strikes; null if none is known, or none is struck */
export function interventionText(language: Language, name: InterventionName, machine: string | null): string {
  const unknown = `${name}-any`;
  if (machine === null && unknown in breakItText.en)
    return textOf(breakItText, language, unknown as keyof typeof breakItText.en);
  return textOf(breakItText, language, name, machine ?? "");
}
