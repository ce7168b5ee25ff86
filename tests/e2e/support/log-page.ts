/** Either browser's page. */
export interface Evaluates {
  evaluate<A, R>(work: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
}

/** The tables of the page by their names: rows by their first cell, with what the other cells say. */
export type Tables = Record<string, Record<string, string[]>>;

/** Reads all tables that are shown, once they are of the whole log: what was counted on the way is marked as busy. */
export function tables(page: Evaluates): Promise<Tables> {
  return page.evaluate(async (_: null) => {
    while (document.querySelector("main [aria-busy]")) await new Promise((drawn) => requestAnimationFrame(drawn));
    const text = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const all: Tables = {};
    for (const table of document.querySelectorAll("main table")) {
      const rows: Record<string, string[]> = {};
      for (const row of table.querySelectorAll("tbody tr")) {
        const [first, ...others] = [...row.children].map(text);
        rows[first ?? ""] = others;
      }
      all[text(table.querySelector("caption"))] = rows;
    }
    return all;
  }, null);
}

/** A number as the page writes it. */
export function number(cell: string | undefined): number {
  return Number((cell ?? "0").replace(/[^0-9]/g, ""));
}
