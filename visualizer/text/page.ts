import { part } from "./catalogue.ts";

/** Names of tabs, buttons and states of the page itself. */
export const page = part(
  {
    graph: "Graph",
    eventTime: "Event time",
    state: "State",
    checkpoints: "Checkpoints",
  },
  {
    graph: "作业图",
    eventTime: "事件时间 (event time)",
    state: "状态 (state)",
    checkpoints: "检查点 (checkpoint)",
  },
);
