import { part } from "./catalogue.ts";

/** The help: what the keys do over the space-time diagram. */
export const diagramKeys = part(
  {
    title: "In the space-time diagram",
    move: "event by event along the lane, lane by lane",
    area: "select an area, with its statistics (or drag over the lanes)",
    areaOfFocus: "the area of the focus range on the selected lane, or on all",
    seek: "to the moment of the selected event",
    zoom: "zoom in, zoom out (or drag on the axis)",
    pan: "move back, move on",
    frame: "show the selection; once more: the whole run",
    laneHeight: "higher lanes, lower lanes",
    collapse: "collapse or open the group of the selected lane",
    byMachine: "group lanes by vertex or by TaskManager",
  },
  {
    title: "在时空图 (space-time diagram) 中",
    move: "沿泳道逐个事件、逐条泳道移动",
    area: "选择一个区域并显示其统计（或在泳道上拖动）",
    areaOfFocus: "在所选泳道（或全部泳道）上选择关注区间 (focus range)",
    seek: "跳转到所选事件的时刻",
    zoom: "放大、缩小（或在坐标轴上拖动）",
    pan: "向前、向后移动",
    frame: "显示所选内容；再按一次：整个运行",
    laneHeight: "增高、降低泳道",
    collapse: "折叠或展开所选泳道的分组",
    byMachine: "按顶点 (vertex) 或按 TaskManager 分组",
  },
);
