/** What the faults of a scenario do, as clauses. */
import { part } from "./catalogue.ts";

/** `{0}`, `{1}`: machines or calls; `{2}`: a number or a time; `{3}`: how long it lasts. */
export const faultTexts = part(
  {
    crash: "{0} dies, and with it what was in its memory",
    "crash-silent": "{0} dies without a sign, and with it what was in its memory",
    pause: "{0} stands still{3}",
    slow: "{0} becomes {2} times slower{3}",
    cut: "nothing gets through between {0} and {1}{3}",
    "cut-one-way": "nothing gets through from {0} to {1}{3}",
    drop: "the next {0} will be lost",
    duplicate: "the next {0} will arrive twice",
    delay: "the next {0} will be {2} late",
    "trigger-checkpoint": "somebody asks for a checkpoint",
    "fail-storage": "the checkpoint storage refuses everything{3}",
    "slow-storage": "the checkpoint storage becomes {2} times slower{3}",
    call: "call",
    calls: "{0} calls",
    "call-of": "call of {1}",
    "calls-of": "{0} calls of {1}",
    lasting: " for {0}",
  },
  {
    crash: "{0} 崩溃，内存中的内容随之丢失",
    "crash-silent": "{0} 无声崩溃，内存中的内容随之丢失",
    pause: "{0} 停顿{3}",
    slow: "{0} 的速度降为原来的 1/{2}{3}",
    cut: "{0} 与 {1} 之间的网络中断{3}",
    "cut-one-way": "从 {0} 到 {1} 的网络中断{3}",
    drop: "接下来的 {0}将丢失",
    duplicate: "接下来的 {0}将到达两次",
    delay: "接下来的 {0}将延迟 {2}",
    "trigger-checkpoint": "有人请求触发检查点",
    "fail-storage": "检查点存储拒绝所有请求{3}",
    "slow-storage": "检查点存储的速度降为原来的 1/{2}{3}",
    call: "1 次调用",
    calls: "{0} 次调用",
    "call-of": "1 次 {1} 调用",
    "calls-of": "{0} 次 {1} 调用",
    lasting: "，持续 {0}",
  },
);
