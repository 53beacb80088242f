import { describe, expect, it } from "vitest";
import { faultClause } from "../../../visualizer/explain/fault-clause.ts";
import { fill, gloss } from "../../../visualizer/explain/fill.ts";
import { bytes, duration, eventTime, listOf, moment } from "../../../visualizer/explain/quantities.ts";

describe("spaces in Chinese text", () => {
  const chinese = (template: string, value: string) => fill(template, "zh", () => value);

  it("sets Latin apart from Chinese, once", () => {
    expect(chinese("向{x}发送", "sum 1")).toBe("向 sum 1 发送");
    expect(chinese("向 {x} 发送", "sum 1")).toBe("向 sum 1 发送");
  });

  it("joins Chinese to Chinese, and to Chinese punctuation", () => {
    expect(chinese("向 {x} 发送", "码头")).toBe("向码头发送");
    expect(chinese("失败 {x} 。", "（超时）")).toBe("失败（超时）。");
  });

  it("leaves English as it is", () => {
    expect(fill("to{x}, {x}", "en", () => "码头")).toBe("to码头, 码头");
  });
});

describe("terms in two languages", () => {
  it("are told in both where they are first met, in the text and not in its values", () => {
    const met = new Set<string>();
    expect(gloss("水位线为 {x}，水位线", met)).toBe("水位线 (watermark) 为 {x}，水位线");
    expect(gloss("水位线和检查点", met)).toBe("水位线和检查点 (checkpoint)");
    expect(fill(gloss("读取 {x}", met), "zh", () => "屏障")).toBe("读取屏障");
  });
});

describe("quantities", () => {
  it("have the unit that fits them", () => {
    expect(duration(711, "en")).toBe("711 µs");
    expect(duration(401_592, "zh")).toBe("401.6 毫秒");
    expect(duration(999_999, "en")).toBe("1 s");
    expect(duration(2_500_000, "zh")).toBe("2.5 秒");
    expect(moment(1_910_572, "en")).toBe("1.911 s");
    expect(bytes(1, "en")).toBe("1 byte");
    expect(bytes(1204, "zh")).toBe("1,204 字节");
  });

  it("tell event times from 0, as moments of a day, and at the ends of time", () => {
    expect(eventTime(-1, "en")).toBe("−0.001 s");
    expect(eventTime(1_767_225_600_500, "zh")).toBe("00:00:00.500");
    expect(eventTime(Number.MAX_SAFE_INTEGER, "en")).toBe("the end of time");
    expect(eventTime(Number.MIN_SAFE_INTEGER, "zh")).toBe("时间起点");
  });

  it("say when they are not known", () => {
    for (const text of [duration(Number.NaN, "en"), eventTime(Number.NaN, "en"), bytes(Number.NaN, "en")])
      expect(text).toBe("n/a");
    expect(listOf([], "zh")).toBe("未知");
  });

  it("list what fits", () => {
    expect(listOf(["a", "b", "c"], "en")).toBe("a, b and c");
    expect(listOf(["a", "b", "c"], "zh")).toBe("a、b 和 c");
    expect(listOf(["a", "b", "c", "d", "e"], "en")).toBe("a, b, c and 2 more");
    expect(listOf(["a", "b", "c", "d", "e"], "zh")).toBe("a、b、c 等 5 个");
  });
});

describe("faults", () => {
  it.each([
    ["crash:tm=B@12.4s/5s", "TaskManager B dies, and with it what was in its memory"],
    ["pause:jm@1s/2s", "the JobManager stands still for 2 s"],
    ["cut:A-B,oneway@5s/2s", "nothing gets through from TaskManager A to TaskManager B for 2 s"],
    ["drop:method=acknowledgeCheckpoint,n=2@1s", "the next 2 calls of acknowledgeCheckpoint will be lost"],
    ["crash:service=crm@1s", "the service crm dies, and with it what was in its memory"],
    ["drop:method=crm.find,reply@1s", "the next answer to crm.find will be lost"],
    ["no fault at all", "no fault at all"],
  ])("%s", (spec, clause) => {
    expect(faultClause(spec, "en")).toBe(clause);
  });

  it("name a service of the user's in Chinese, too", () => {
    expect(faultClause("pause:service=crm@1s/2s", "zh")).toBe("外部服务 crm 停顿，持续 2 秒");
  });
});
