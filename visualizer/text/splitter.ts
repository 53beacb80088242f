import { part } from "./catalogue.ts";

/** The borders of the panels. */
export const splitterText = part(
  {
    size: "Size of the panel: {0}",
    hint: "Drag, or use the arrow keys; a double click or Enter lays it out anew",
  },
  {
    size: "面板大小：{0}",
    hint: "拖动或使用方向键；双击或按 Enter 恢复布局",
  },
);
