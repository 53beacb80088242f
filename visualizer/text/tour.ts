import { part } from "./catalogue.ts";

/** The tour card. */
export const tourText = part(
  {
    tour: "Tour",
    stop: "{0} of {1}",
    next: "Next",
    back: "Back",
    skip: "Jump there",
    leave: "Leave the tour",
    end: "End of the tour",
    underWay: "on the way …",
    choose: "Take a tour",
    present: "Presentation",
    stopPresenting: "End presentation",
    drop: "Drop a moment here",
    save: "Save {0} moments as a tour",
    never: "This moment does not come in this run.",
  },
  {
    tour: "导览",
    stop: "第 {0} 站，共 {1} 站",
    next: "下一站",
    back: "上一站",
    skip: "直接跳到",
    leave: "离开导览",
    end: "导览结束",
    underWay: "正在前往……",
    choose: "参加导览",
    present: "演示模式",
    stopPresenting: "结束演示",
    drop: "在此记下一个时刻",
    save: "将 {0} 个时刻存为导览",
    never: "这个时刻在本次运行中不会出现。",
  },
);
