import { describe } from "vitest";
import { TimedScheduler } from "../../../sim/kernel/timed-scheduler.ts";
import { timedSchedulerConformance } from "./scheduler-conformance.ts";

describe("TimedScheduler", () => timedSchedulerConformance(() => new TimedScheduler()));
