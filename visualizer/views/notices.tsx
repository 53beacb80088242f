/** What the visitor has to know: at most one at a time, until it is dismissed. */
import { type PageContext, say, secondsText } from "../page/context.ts";
import type { Notice } from "../page/controller.ts";

/** The banner below the top bar, and the short confirmations. */
export function Notices({ context }: { readonly context: PageContext }) {
  const { controller, toast } = context;
  const notice = controller.notice.value;
  return (
    <>
      {notice !== null && (
        <div class="notice" role="alert">
          <p>{sentence(context, notice)}</p>
          {notice.kind === "broken" && (
            <button type="button" onClick={() => void navigator.clipboard.writeText(report(context, notice))}>
              {say(context.page, "report")}
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              controller.notice.value = null;
            }}
          >
            {say(context.page, "close")}
          </button>
        </div>
      )}
      <div class="toast" role="status">
        {toast.value}
      </div>
    </>
  );
}

function sentence({ page }: PageContext, notice: Notice): string {
  switch (notice.kind) {
    case "ignored-link":
      return say(page, "ignoredLink", notice.parts.join(", "));
    case "unknown-scenario":
      return say(page, "unknownScenario", notice.name);
    case "other-run":
      return say(page, "otherRun", notice.engine, secondsText(notice.micros));
    case "broken":
      return `${say(page, "broken", notice.message)} ${say(page, "brokenHint")}`;
    case "coarse-trace":
      return say(page, "coarseTrace", notice.file);
    case "bad-trace":
      return say(page, "badTrace", notice.file, notice.message);
  }
}

/** All that is needed to see it again. */
function report({ page, controller }: PageContext, notice: Extract<Notice, { kind: "broken" }>): string {
  const scenario = JSON.stringify(controller.branch.value?.scenario, null, 2);
  return `${notice.message}\n\nevent ${page.model.value.store.count}\n${notice.stack ?? ""}\n\n${scenario}\n`;
}
