import { expect, test } from "../support/fixtures.ts";
import { current, releases } from "../support/lab.ts";
import { Synapse } from "../support/synapse.ts";

for (const [release, server] of releases) {
  const synapse = new Synapse(server);

  test(`paging shows the rows of the API in order, and survives reload, back and forward, on ${release}`, async ({ app, page }) => {
    // The oldest come first, so that what other tests create meanwhile changes no page but the last.
    const view = "order_by=creation_ts";
    await app.signIn(server, { at: `#/users?${view}&limit=25` });
    const pageOf = async (from: number) => (await synapse.users(`${view}&dir=f&from=${from}&limit=25`)).users.map((user) => user.name);
    const [first, second] = [await pageOf(0), await pageOf(25)];
    await expect.poll(() => app.rowIds("Users")).toEqual(first);
    await expect(page.getByText(/^1–25 of \d+$/)).toBeVisible();
    await expect(app.link("Previous page")).toHaveAttribute("aria-disabled", "true");
    await app.link("Next page").click();
    await expect.poll(() => app.rowIds("Users")).toEqual(second);
    await expect(page.getByText(/^26–50 of \d+$/)).toBeVisible();
    await expect.poll(() => app.hash()).toBe(`#/users?${view}&from=25&limit=25`);

    await page.reload();
    await expect.poll(() => app.rowIds("Users")).toEqual(second);
    await page.goBack();
    await expect.poll(() => app.rowIds("Users")).toEqual(first);
    await page.goForward();
    await expect.poll(() => app.rowIds("Users")).toEqual(second);
    await app.rowLinks("Users").nth(3).click();
    await expect(app.heading(second[3]!)).toBeVisible();
    await page.goBack();
    await expect.poll(() => app.rowIds("Users")).toEqual(second);
    await app.link("First page").click();
    await expect.poll(() => app.rowIds("Users")).toEqual(first);
  });
}

test("another page size starts at the first page and is part of the address", async ({ app }) => {
  await app.signIn(current, { at: "#/rooms?from=25&limit=25&order_by=state_events" });
  await expect(app.choice("Rows per page")).toHaveValue("25");
  await expect(app.choice("Rows per page").getByRole("option")).toHaveText(["25", "50", "100", "500"]);
  await app.choice("Rows per page").selectOption("100");
  await expect.poll(() => app.hash()).toBe("#/rooms?order_by=state_events&limit=100");
  await expect(app.choice("Rows per page")).toHaveValue("100");
  await expect.poll(() => app.rowLinks("Rooms").count()).toBeGreaterThan(25);
});

test("a page past the end says so, and leads back", async ({ app, page }) => {
  await app.signIn(current, { at: "#/rooms?from=5000" });
  await expect(page.getByText("This page is empty; the list has become shorter.")).toBeVisible();
  await app.link("First page").click();
  await expect(app.rowLinks("Rooms").first()).toBeVisible();
});

test("sorting, filtering and searching start at the first page", async ({ app }) => {
  await app.signIn(current, { at: "#/users?from=25&limit=25" });
  await app.column("Users", "Created").getByRole("link").click();
  await expect.poll(() => app.hash()).toBe("#/users?order_by=creation_ts&dir=b&limit=25");
  await app.open("#/users?from=25&limit=25");
  await app.choice("Admins").selectOption("Without admins");
  await expect.poll(() => app.hash()).toBe("#/users?limit=25&admins=false");
  await app.open("#/users?from=25&limit=25");
  await app.search("Search users").fill("a");
  await expect.poll(() => app.hash()).toBe("#/users?name=a&limit=25");
});

test("one step back leaves a search, however many letters it had", async ({ app, page }) => {
  await app.signIn(current, { at: "#/users" });
  await expect(app.rowLinks("Users").first()).toBeVisible();
  for (const term of ["m", "ma", "may"]) {
    await app.search("Search users").fill(term);
    await expect.poll(() => app.hash()).toBe(`#/users?name=${term}`);
  }
  await page.goBack();
  await expect.poll(() => app.hash()).toBe("#/users");
  await expect(app.search("Search users")).toHaveValue("");
});

test("the sort survives a filter, back and a reload", async ({ app, page }) => {
  await app.signIn(current, { at: "#/rooms" });
  await app.link("Biggest rooms").click();
  await app.choice("Directory").selectOption("Only public");
  await expect.poll(() => app.hash()).toBe("#/rooms?order_by=state_events&public_rooms=true");
  await page.reload();
  await expect(app.column("Rooms", "State events")).toHaveAttribute("aria-sort", "descending");
  await expect(app.choice("Directory")).toHaveValue("true");
  await page.goBack();
  await expect(app.choice("Directory")).toHaveValue("");
  await expect(app.column("Rooms", "State events")).toHaveAttribute("aria-sort", "descending");
  await page.goBack();
  await expect(app.column("Rooms", "State events")).not.toHaveAttribute("aria-sort", /./);
});
