// Runs in the page before anything else, in the app and in the floor alike. It looks at the page once a frame, which
// costs both sides the same, and tells the driver what the first fitting frame was: `at` is after that frame was made.

(() => {
  const frame = (look) => requestAnimationFrame(look);

  /** Resolves after the running frame is painted. Call it from a frame callback. */
  const painted = () =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      channel.port2.postMessage(null);
    });

  /** Waits for the first frame in which `fits()` and gives the time at which it was painted. */
  const until = (fits) =>
    new Promise((resolve) => {
      const look = () => (fits() ? painted().then(resolve) : frame(look));
      frame(look);
    });

  const homeserverField = () => {
    for (const label of document.querySelectorAll("form label")) {
      const input = label.textContent.trim().startsWith("Homeserver") && label.control;
      if (input && !input.disabled && !input.readOnly && input.getClientRects().length > 0) return input;
    }
    return null;
  };

  const rows = () => document.querySelectorAll("main tbody tr");
  const isBusy = () => document.querySelector("main [aria-busy=true]") !== null;

  /** The requests to the admin API that have ended, in order. */
  const calls = () =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry.initiatorType === "fetch" && entry.name.includes("/_synapse/admin/"))
      .map(({ name, startTime, responseEnd }) => ({ name, start: startTime, end: responseEnd }));

  const headerOf = (label) => {
    const all = [...document.querySelectorAll("main thead th")];
    return all.find((cell) => cell.textContent.trim() === label);
  };

  let moved = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) moved += value;
  }).observe({ type: "layout-shift", buffered: true });

  globalThis.bench = {
    until,

    /** How far things have moved by themselves. */
    moved: () => moved,

    /** The sign-in form can be typed in. */
    async form() {
      return { at: await until(() => homeserverField() !== null) };
    },

    /** At least `count` rows are on the screen. */
    async rows(count) {
      const at = await until(() => rows().length >= count && !isBusy());
      return { at, rows: rows().length, calls: calls() };
    },

    /** Clicks the header of a column and waits for the result. */
    async sort(label) {
      const first = () => rows()[0]?.querySelector("a[data-row]")?.getAttribute("href");
      const [before, asked] = [first(), calls().length];
      const order = headerOf(label).getAttribute("aria-sort");
      const clicked = performance.now();
      headerOf(label).querySelector("a").click();
      const at = await until(
        () => first() !== before && headerOf(label).getAttribute("aria-sort") !== order && !isBusy(),
      );
      const column = [...headerOf(label).parentElement.children].indexOf(headerOf(label));
      const cells = [...rows()].map((row) => {
        const cell = row.children[column];
        const time = cell.querySelector("time");
        return time ? time.getAttribute("datetime") : Number(cell.textContent.replace(/\D/g, ""));
      });
      return { clicked, at, calls: calls().slice(asked), order: headerOf(label).getAttribute("aria-sort"), cells };
    },
  };
})();
