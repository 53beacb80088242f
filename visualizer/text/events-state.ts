/** Sentences for keyed state, windows and timers. */
import { templates } from "./events-template.ts";

export const stateEvents = templates({
  "st.read": {
    en: "{task} reads the state {state} of {scope} (key group {b}).",
    zh: "{task} 读取 {scope} 的状态 {state}（键组 {b}）。",
  },
  "st.write": {
    en: "{task} writes the state {state} of {scope} (key group {b}).",
    zh: "{task} 写入 {scope} 的状态 {state}（键组 {b}）。",
  },
  "st.write/value": {
    en: "{task} sets the state {state} of {scope} to {value} (key group {b}).",
    zh: "{task} 将 {scope} 的状态 {state} 设为 {value}（键组 {b}）。",
  },
  "st.del": {
    en: "{task} deletes the state {state} of {scope} (key group {b}).",
    zh: "{task} 删除 {scope} 的状态 {state}（键组 {b}）。",
  },
  "win.open": { en: "{task} opens window {window} of {key}.", zh: "{task} 为 {key} 打开窗口 {window}。" },
  "win.add": {
    en: "{task} adds the record to window {window} of {key}.",
    zh: "{task} 将记录加入 {key} 的窗口 {window}。",
  },
  "win.add/waiting": {
    en: "{task} adds the record to window {window} of {key}: the watermark is {oldWatermark}, {untilEnd} short of the window's last moment.",
    zh: "{task} 将记录加入 {key} 的窗口 {window}：水位线为 {oldWatermark}，距窗口的最后时刻还差 {untilEnd}。",
  },
  "win.fire": {
    en: "Window {window} of {key} fires at {task}: the watermark, {time}, has passed the window's last moment, {lastMoment}.",
    zh: "{key} 的窗口 {window} 在 {task} 触发：水位线为 {time}，已越过窗口的最后时刻 {lastMoment}。",
  },
  "win.fire/trigger": {
    en: "Window {window} of {key} fires at {task} by its trigger; the watermark is {time}.",
    zh: "{key} 的窗口 {window} 由触发器在 {task} 触发；水位线为 {time}。",
  },
  "win.fire/early": {
    en: "Window {window} of {key} fires early at {task}: the watermark is {time}, the window's last moment {lastMoment}.",
    zh: "{key} 的窗口 {window} 在 {task} 提前触发：水位线为 {time}，未到窗口的最后时刻 {lastMoment}。",
  },
  "win.fire/late": {
    en: "Window {window} of {key} fires again at {task}, for a late record: the watermark, {time}, had passed the window's last moment, {lastMoment}.",
    zh: "{key} 的窗口 {window} 因迟到记录在 {task} 再次触发：水位线为 {time}，已越过窗口的最后时刻 {lastMoment}。",
  },
  "win.purge": { en: "{task} discards window {window} of {key}.", zh: "{task} 清除 {key} 的窗口 {window}。" },
  "win.merge": {
    en: "{task} merges windows into {window} of {key}.",
    zh: "{task} 将多个窗口合并为 {key} 的窗口 {window}。",
  },
  "timer.set": {
    en: "{task} sets an event-time timer of {key} for {time}.",
    zh: "{task} 为 {key} 注册 {time}的事件时间定时器。",
  },
  "timer.set/processing": {
    en: "{task} sets a processing-time timer of {key} for {time}.",
    zh: "{task} 为 {key} 注册 {time}的处理时间定时器。",
  },
  "timer.del": { en: "{task} deletes the timer of {key} for {time}.", zh: "{task} 删除 {key} 在 {time}的定时器。" },
  "timer.fire": {
    en: "The event-time timer of {key} for {time} fires at {task}: the watermark is {watermark}.",
    zh: "{task} 上 {key} 的事件时间定时器（{time}）触发：水位线为 {watermark}。",
  },
  "timer.fire/processing": {
    en: "The processing-time timer of {key} for {time} fires at {task}: it is {now}.",
    zh: "{task} 上 {key} 的处理时间定时器（{time}）触发：当前时间为 {now}。",
  },
  "timer.pending": {
    en: "{task} has {timers} pending at the snapshot for checkpoint {ch}.",
    zh: "{task} 为检查点 {ch} 生成快照时有 {timers}待触发。",
  },
  "timer.pending/restored": {
    en: "{task} has {timers} pending, restored from checkpoint {ch}.",
    zh: "{task} 从检查点 {ch} 恢复后有 {timers}待触发。",
  },
});
