/** The space-time diagram: lanes across, time along, messages between them; turned on narrow screens. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { PALETTES } from "../draw/palette.ts";
import type { PageState } from "../page/page-state.ts";
import { AreaBox } from "../space-time/area-box.tsx";
import { AXIS_PX, Diagram, HEADER_PX, TURNED_AXIS_PX, TURNED_HEADER_PX } from "../space-time/diagram.ts";
import { Notices, Tools } from "../space-time/diagram-controls.tsx";
import { Axis, Plot } from "../space-time/diagram-plot.tsx";
import { EventList } from "../space-time/event-list.tsx";
import { LaneHeader } from "../space-time/lane-header.tsx";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";

export function SpaceTime({ page }: { readonly page: PageState }) {
  const root = useRef<HTMLElement>(null);
  const diagram = useMemo(() => new Diagram(page), [page]);
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const observer = new ResizeObserver(([{ contentRect }]) => {
      diagram.size.value = { width: Math.floor(contentRect.width), height: Math.floor(contentRect.height) };
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [diagram]);
  useEffect(() => diagram.start(), [diagram]);
  const turned = diagram.turned.value;
  const language = page.language.value;
  const palette = Object.entries(PALETTES[page.theme.value]).map(([ink, colour]) => [`--ink-${ink}`, colour]);
  const { all, height: across } = diagram.lanes.value;
  return (
    <section
      ref={root}
      class={turned ? "space-time turned" : "space-time"}
      style={{
        ...Object.fromEntries(palette),
        "--header": `${turned ? TURNED_HEADER_PX : HEADER_PX}px`,
        "--axis": `${turned ? TURNED_AXIS_PX : AXIS_PX}px`,
        "--across": `${across}px`,
      }}
      aria-label={textOf(spaceTime, language, "title")}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || diagram.area.area.value === null) return;
        diagram.area.clear();
        event.preventDefault();
      }}
    >
      <div class="space-time-scroll">
        <Tools diagram={diagram} />
        <Axis diagram={diagram} />
        <div class="space-time-lanes">
          {all.map((lane, i) => {
            const isCollapsible = lane.group !== "" && lane.startsGroup && all[i + 1]?.group === lane.group;
            return <LaneHeader key={lane.key} diagram={diagram} lane={lane} isCollapsible={isCollapsible} />;
          })}
        </div>
        <Plot diagram={diagram} />
      </div>
      <Notices diagram={diagram} />
      <AreaBox diagram={diagram} />
      <EventList diagram={diagram} />
    </section>
  );
}
