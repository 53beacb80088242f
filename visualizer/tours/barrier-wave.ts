import type { Tour } from "./tour.ts";

/** A checkpoint, then the crash of a TaskManager and the recovery from it. */
export const barrierWave: Tour = {
  id: "barrier-wave",
  title: { en: "The barrier wave, then kill B", zh: "屏障的波浪，然后杀死 B" },
  scenario: "recovery",
  stops: [
    {
      until: { kind: "cp.trigger", n: 1 },
      tab: "graph",
      text: {
        en: "Two gates count tolls, two subtasks sum them per skipper. The JobManager wants a snapshot of everything without stopping anything: it asks the sources to send a barrier, a mark in the stream.",
        zh: "两个闸口记录通行费，两个子任务按船长求和。JobManager 想要一个全局快照，又不停止任何东西：它让 source 发送屏障 (barrier)，即流中的一个记号。",
      },
    },
    {
      until: { kind: "cp.first", n: 1 },
      tab: "graph",
      select: { vertex: 1, subtask: 0 },
      text: {
        en: "The barrier travels in line with the records. What is before it belongs to the snapshot, what is behind it does not. Here it has arrived on one input; this input waits until the barrier has come on the other one too.",
        zh: "屏障与记录排在同一队列中前进。它之前的属于快照，它之后的不属于。这里它已从一个输入到达；这个输入要等到另一个输入的屏障也到达。",
      },
    },
    {
      until: { kind: "cp.aligned", n: 2 },
      tab: "checkpoints",
      select: { checkpoint: 1 },
      text: {
        en: "Barriers on all inputs: the subtask is aligned, copies its state and passes the barrier on. Nobody saw the same instant, and yet the pictures fit together: no record is in two of them, none is missing.",
        zh: "所有输入的屏障都到了：子任务完成对齐 (alignment)，复制状态并把屏障传下去。没有人看到同一瞬间，但这些画面彼此吻合：没有记录出现两次，也没有缺失。",
      },
    },
    {
      until: { kind: "cp.complete", n: 1 },
      tab: "checkpoints",
      select: { checkpoint: 1 },
      text: {
        en: "All four subtasks have acknowledged. Checkpoint 1 is complete: from now on the job can come back to exactly this point, state and read positions together.",
        zh: "四个子任务都已确认。检查点 (checkpoint) 1 完成：从现在起，作业可以精确地回到这一点，状态与读取位置一起恢复。",
      },
    },
    {
      until: { kind: "iv.apply", n: 1 },
      tab: "graph",
      text: {
        en: "TaskManager B dies, and with it everything in its memory: one source, one sum, records on their way. The machine did not say goodbye. Its neighbours only see that the connection breaks.",
        zh: "TaskManager B 死亡，它内存中的一切随之消失：一个 source、一个求和任务、在路上的记录。机器没有告别。它的邻居只看到连接断开。",
      },
    },
    {
      until: { kind: "restart.plan", n: 1 },
      tab: "graph",
      text: {
        en: "A subtask that read from B fails, and the JobManager hears of it. Everything that depends on the lost tasks is cancelled. It waits for the restart delay of 2.5 s, and looks for slots on the machines that are left.",
        zh: "一个从 B 读取的子任务失败，JobManager 得知。所有依赖丢失任务的部分都被取消。它等待 2.5 秒的重启延迟，并在剩下的机器上寻找 slot。",
      },
    },
    {
      until: { kind: "src.rewind", n: 2 },
      tab: "state",
      select: { vertex: 1, subtask: 0 },
      text: {
        en: "New attempts begin, all on TaskManager A, with the state of checkpoint 1. The sources go back to the positions of the same checkpoint: what was read after it will be read again, because its effects are gone with the state.",
        zh: "新的尝试开始，全部在 TaskManager A 上，带着检查点 1 的状态。source 回到同一检查点的读取位置：之后读过的会重新读取，因为它们的影响已随状态一起消失。",
      },
    },
    {
      until: { kind: "cp.complete", n: 2 },
      tab: "checkpoints",
      select: { checkpoint: 2 },
      text: {
        en: "Checkpoint 2 is complete, and what was computed since becomes visible: once, although some records were processed twice. That is what exactly once means. Now break it yourself: go back and crash B a little earlier or later.",
        zh: "检查点 2 完成，此后计算的结果变得可见：只有一次，尽管有些记录被处理了两次。这就是精确一次 (exactly once) 的含义。现在自己试试：往回走，让 B 早一点或晚一点崩溃。",
      },
    },
  ],
};
