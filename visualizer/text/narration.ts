import { part } from "./catalogue.ts";

/** What is told of the run while it goes on. */
export const narrationText = part(
  {
    at: "{0} s:",
    beforeAll: "Before the first event.",
    others: "Notable before it: {0}.",
  },
  {
    at: "{0} 秒：",
    beforeAll: "在第一个事件之前。",
    others: "此前的重要事件：{0} 个。",
  },
);
