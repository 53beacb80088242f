/** The tour that is on, or those that can be taken. */
import type { PageContext } from "../page/context.ts";
import { textOf } from "../text/catalogue.ts";
import { tourText } from "../text/tour.ts";
import { TOURS } from "../tours/tours.ts";
import { saveTour } from "./save-file.ts";

/** Text of the stop and the way through the tour. */
export function TourCard({ context }: { readonly context: PageContext }) {
  const { page, guide } = context;
  const language = page.language.value;
  const say = (name: keyof (typeof tourText)["en"], ...values: (string | number)[]) =>
    textOf(tourText, language, name, ...values);
  const tour = guide.tour.value;
  if (tour === null)
    return (
      <section class="tour" aria-label={say("tour")}>
        <h2>{say("choose")}</h2>
        <ul>
          {TOURS.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => guide.start(one)}>
                {one.title[language]}
              </button>
            </li>
          ))}
        </ul>
        <DroppedMoments context={context} />
      </section>
    );
  const index = guide.stop.value;
  const isUnderWay = guide.isUnderWay.value;
  return (
    <section class="tour" aria-label={say("tour")}>
      <h2>{tour.title[language]}</h2>
      <p class="stop-number">
        {say("stop", index + 1, tour.stops.length)}
        {isUnderWay && ` · ${say("underWay")}`}
      </p>
      <p class="stop-text" aria-live="polite">
        {isUnderWay ? "" : tour.stops[index].text[language]}
      </p>
      <div class="buttons">
        <button type="button" disabled={index === 0} onClick={() => guide.back()}>
          {say("back")}
        </button>
        <button type="button" class="primary" disabled={!isUnderWay && guide.isAtLast} onClick={() => guide.next()}>
          {isUnderWay ? say("skip") : guide.isAtLast ? say("end") : say("next")}
        </button>
        <button type="button" onClick={() => guide.leave()}>
          {say("leave")}
        </button>
        <button
          type="button"
          aria-pressed={guide.isPresenting.value}
          onClick={() => {
            guide.isPresenting.value = !guide.isPresenting.value;
          }}
        >
          {say(guide.isPresenting.value ? "stopPresenting" : "present")}
        </button>
      </div>
      <DroppedMoments context={context} />
    </section>
  );
}

/** Moments that were dropped with `M`, and the way to keep them. */
function DroppedMoments({ context: { page, guide, controller } }: { readonly context: PageContext }) {
  const dropped = guide.dropped.value;
  if (dropped.length === 0) return null;
  return (
    <button type="button" onClick={() => saveTour(dropped, controller.link())}>
      {textOf(tourText, page.language.value, "save", dropped.length)}
    </button>
  );
}
