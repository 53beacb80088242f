/** Hands files to the visitor. */
import type { Link } from "../link/link.ts";
import type { Stop, Tour } from "../tours/tour.ts";

/** Offers a text as a file. */
export function saveFile(name: string, pieces: readonly string[], type: string): void {
  const address = URL.createObjectURL(new Blob([...pieces], { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
}

/** Dropped moments as a tour that `tidemark ui --tour FILE` plays; texts are to be written into the file. */
export function saveTour(stops: readonly Stop[], { scenario = "", faults }: Link): void {
  const title = `${scenario}`;
  const tour: Tour = {
    id: "my-tour",
    title: { en: title, zh: title },
    scenario,
    ...(faults === undefined ? {} : { faults }),
    stops,
  };
  saveFile("my-tour.json", [`${JSON.stringify(tour, null, 2)}\n`], "application/json");
}
