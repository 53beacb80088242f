import { describe, expect, test } from "vitest";
import { OPTIONS_BY_KEY } from "../../src/config/config-option.ts";
import { Configuration } from "../../src/config/configuration.ts";
import * as options from "../../src/config/options.ts";

describe("a configuration", () => {
  test("reads durations, sizes, words and numbers as Flink writes them", () => {
    const configuration = Configuration.fromEntries({
      "heartbeat.interval": "200 ms",
      "heartbeat.timeout": "10 s",
      "execution.checkpointing.timeout": "2min",
      "taskmanager.memory.segment-size": "4kb",
      "execution.checkpointing.mode": "at_least_once",
      "taskmanager.numberOfTaskSlots": 3,
      "tidemark.cpu.record-cost": "2 us",
    });
    expect(configuration.get(options.HEARTBEAT_INTERVAL)).toBe(200);
    expect(configuration.get(options.HEARTBEAT_TIMEOUT)).toBe(10_000);
    expect(configuration.get(options.CHECKPOINTING_TIMEOUT)).toBe(120_000);
    expect(configuration.get(options.MEMORY_SEGMENT_SIZE)).toBe(4096);
    expect(configuration.get(options.CHECKPOINTING_MODE)).toBe("AT_LEAST_ONCE");
    expect(configuration.get(options.NUM_TASK_SLOTS)).toBe(3);
    expect(configuration.get(options.CPU_RECORD_COST_NS)).toBe(2000);
  });

  test("gives the default of what is not set", () => {
    expect(new Configuration().get(options.BUFFER_TIMEOUT)).toBe(100);
    expect(new Configuration().get(options.CHECKPOINTING_INTERVAL)).toBeNull();
  });

  test("takes old names of a key", () => {
    expect(Configuration.fromEntries({ "restart-strategy": "fixeddelay" }).get(options.RESTART_STRATEGY)).toBe(
      "fixed-delay",
    );
  });

  test("names the nearest key when one does not exist", () => {
    expect(() => Configuration.fromEntries({ "heartbeat.intervall": "1 s" })).toThrow(
      'The configuration key "heartbeat.intervall" does not exist; did you mean "heartbeat.interval"?',
    );
  });

  test("names key and value when a value cannot be read", () => {
    expect(() => Configuration.fromEntries({ "heartbeat.interval": "soon" })).toThrow(
      'The configuration key "heartbeat.interval" needs a duration greater than 0 such as "10 s" or "200 ms", not "soon".',
    );
    expect(() => Configuration.fromEntries({ "execution.checkpointing.interval": "9 ms" })).toThrow('not "9 ms"');
  });

  test("gives a copy that can be set without changing the original", () => {
    const below = Configuration.fromEntries({ "heartbeat.interval": 1, "parallelism.default": 2 });
    const both = below.copy();
    both.setAll({ "parallelism.default": 5 });
    expect(both.get(options.DEFAULT_PARALLELISM)).toBe(5);
    expect(both.get(options.HEARTBEAT_INTERVAL)).toBe(1);
    expect(below.get(options.DEFAULT_PARALLELISM)).toBe(2);
  });

  test("accepts every value of every adversarial range", () => {
    for (const option of new Set(OPTIONS_BY_KEY.values())) {
      if (option.adversarial === null) continue;
      const values =
        "values" in option.adversarial ? option.adversarial.values : [option.adversarial.min, option.adversarial.max];
      for (const value of values) {
        if (value === null) continue;
        expect([option.key, option.type.parse(value as string | number | boolean)]).toEqual([option.key, value]);
      }
    }
  });
});
