import { expect, test } from "../support/fixtures.ts";
import { PROBES } from "../support/pages.ts";
import { releases } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

for (const [release, server] of releases) {
  test.describe(`The biggest rooms on ${release}`, () => {
    const synapse = new Synapse(server);

    test("one click orders the rooms by state events, and the first leads to its page", async ({ app }) => {
      await app.signIn(server, { at: "#/rooms" });
      await app.link("Biggest rooms").click();
      await expect(app.column("Rooms", "State events")).toHaveAttribute("aria-sort", "descending");
      await expect.poll(() => app.hash()).toBe("#/rooms?order_by=state_events");
      await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", server.cast.rooms.many_state);

      const { rooms } = await synapse.rooms("order_by=state_events&dir=f&limit=5");
      const ids = (await app.rowIds("Rooms")).slice(0, 5);
      expect(ids).toEqual(rooms.map((room) => room.room_id));
      expect(rooms[0].state_events).toBeGreaterThan(1500);
      const count = new Intl.NumberFormat("en-GB").format(rooms[0].state_events);
      await expect(app.rows("Rooms").first().getByRole("cell", { name: count, exact: true })).toBeVisible();

      await app.rowLinks("Rooms").first().click();
      await expect(app.fact("Room ID")).toContainText(server.cast.rooms.many_state);
      await expect(app.fact("State events")).toHaveText(count);
    });

    test("the bookmark shows the same after signing in", async ({ app }) => {
      await app.signIn(server, { at: "#/rooms?order_by=state_events&dir=f" });
      await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", server.cast.rooms.many_state);
      await expect(app.column("Rooms", "State events")).toHaveAttribute("aria-sort", "descending");
    });

    test("the question on the home page leads there, by way of its answer", async ({ app, watch }) => {
      watch.expectConsole(PROBES);
      await app.signIn(server);
      await app.link("Which rooms are the biggest?").click();
      await app.link("All rooms, ordered by state events").click();
      await expect(app.rowLinks("Rooms").first()).toHaveAttribute("title", server.cast.rooms.many_state);
    });
  });
}
