import type { Page } from "@playwright/test";
import { at } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { current } from "./support/lab.ts";

/*
 * What assistive technology finds on the main pages: roles, names and headings in their order. Names of things and numbers
 * are data, and what is not named here may stand between. Whether it can be used, `a11y.spec.ts` and `keyboard.spec.ts` say.
 */

const { cast, member } = current;

/** In the order of the FAQ. */
const QUESTIONS = [
  "How do I make somebody a server admin?",
  "Which servers is my server talking to?",
  "Which servers take part in a room?",
  "Who is registered on my server?",
  "How can I export a user's data?",
  "How do I reset a password?",
  "Can I just delete my database and start again?",
  "How do I free the alias of a room that nobody can enter?",
  "How do I find the log lines of one request?",
  "What do the fields of a “Processed request” line mean?",
  "Which rooms are the biggest?",
  "Why can people not accept my invitations?",
  "Why is Synapse slow or eating memory?",
  "Why does Synapse run out of file handles?",
];

const questions = QUESTIONS.map((question) => `    - listitem:\n      - link "${question}"`).join("\n");

/** What stands below every list. */
const FOOT = `
  - navigation "Pages":
    - link "First page"
    - link "Previous page"
    - link "Next page"
    - combobox "Rows per page"
  - button "Download CSV"
  - button "Download JSON"`;

/** The pages of who is signed in: name, address, and what is in `main`. */
const PAGES: [string, string, string][] = [
  [
    "Overview",
    "#/",
    `
- main:
  - heading "Overview" [level=1]
  - search:
    - searchbox "Go to"
    - button "Go"
  - term: Users
  - definition:
    - link /\\d/
  - term: Rooms
  - definition:
    - link /\\d/
  - term: Synapse
  - definition:
    - link /\\d/
  - heading "Needs a look" [level=2]
  - list:
    - listitem:
      - link "Version"
    - listitem:
      - link "Other servers"
    - listitem:
      - link "Background updates"
    - listitem:
      - link "Biggest room by state"
  - heading "Newest accounts" [level=2]
  - link "All users"
  - table "Newest accounts":
    - rowgroup:
      - row "User State Created"
  - heading "Biggest rooms" [level=2]
  - link "All rooms"
  - table "Biggest rooms":
    - rowgroup:
      - row "Room Members"
  - heading "What do you want to know or do?" [level=2]
  - list:
${questions}`,
  ],
  [
    "Users",
    "#/users?limit=25",
    `
- main:
  - heading "Users" [level=1]
  - paragraph: /\\d users?$/
  - search:
    - searchbox "Search users"
  - combobox "Sort by"
  - link "Ascending"
  - combobox "Deactivated"
  - combobox "Locked"
  - combobox "Admins"
  - combobox "Guests"
  - table "Users":
    - rowgroup:
      - row:
        - columnheader "User ID":
          - link "User ID"
        - columnheader "Display name":
          - link "Display name"
    - rowgroup:
      - row:
        - rowheader:
          - link /@/${FOOT}`,
  ],
  [
    "a user",
    at.user(member.user_id),
    `
- main:
  - heading [level=1]
  - term: User ID
  - definition:
    - button "Copy ${member.user_id}"
  - button "Make server admin"
  - button "Reset password"
  - link "Export data"
  - navigation "This user":
    - link "Profile"
    - link "Devices"
    - link "Joined rooms"
  - heading "Account" [level=2]
  - term: Display name
  - definition
  - term: Server admin
  - definition: /Yes|No/
  - term: State
  - definition
  - term: Type
  - definition
  - heading "Contact and sign-in" [level=2]
  - term: E-mail and phone
  - definition
  - term: SSO identities
  - definition
  - heading "Activity" [level=2]
  - term: Created
  - definition
  - term: Last seen
  - definition`,
  ],
  [
    "Rooms",
    "#/rooms?limit=25",
    `
- main:
  - heading "Rooms" [level=1]
  - paragraph: /\\d rooms?$/
  - link "Biggest rooms"
  - search:
    - searchbox "Search rooms"
  - combobox "Sort by"
  - link "Descending"
  - combobox "Directory"
  - combobox "Members"
  - table "Rooms":
    - rowgroup:
      - row:
        - columnheader "Name":
          - link "Name"
    - rowgroup:
      - row:
        - rowheader:
          - link${FOOT}`,
  ],
  [
    "a room",
    at.room(cast.rooms.v10),
    `
- main:
  - heading [level=1]
  - term: Room ID
  - definition:
    - button "Copy ${cast.rooms.v10}"
  - link "Servers in this room"
  - navigation "This room":
    - link "Details"
    - link "Local aliases"
  - heading "About" [level=2]
  - term: Name
  - definition
  - term: Topic
  - definition
  - term: Canonical alias
  - definition
  - term: Creator
  - definition:
    - link /@/
  - heading "Members and state" [level=2]
  - term: Members
  - definition: /\\d/
  - term: State events
  - definition: /\\d/
  - heading "Access" [level=2]
  - term: Encryption
  - definition
  - heading "Version" [level=2]
  - term: Version
  - definition: "10"`,
  ],
  [
    "Aliases",
    "#/aliases",
    `
- main:
  - heading "Aliases" [level=1]
  - paragraph: /^Look up which room an alias points at/
  - textbox "Room alias"
  - button "Look up"`,
  ],
  [
    "Answers",
    "#/answers",
    `
- main:
  - heading "Answers" [level=1]
  - paragraph
  - search:
    - searchbox "Search questions"
  - list:
${questions}`,
  ],
  [
    "Logs, nothing open",
    "#/logs",
    `
- main:
  - heading "Log explorer" [level=1]
  - paragraph: /^Which requests were slow/
  - paragraph: /Nothing is uploaded/
  - group: Paste lines instead`,
  ],
  [
    "the doctor",
    "#/doctor",
    `
- main:
  - heading "Connection doctor" [level=1]
  - paragraph
  - textbox "Homeserver"
  - button "Examine"`,
  ],
  [
    "an export of nobody yet",
    "#/export",
    `
- main:
  - heading "Export a user's data" [level=1]
  - paragraph
  - textbox "User IDs"
  - paragraph:
    - button "Continue"`,
  ],
  [
    "an export of a user",
    `#/export?user=${encodeURIComponent(member.user_id)}`,
    `
- main:
  - heading "Export a user's data" [level=1]
  - list:
    - listitem:
      - link "${member.user_id}"
  - heading "What is wanted" [level=2]
  - checkbox "The files that were uploaded" [checked]
  - textbox "From this day on"
  - textbox "Up to this day"
  - checkbox "Admin view, unfiltered"
  - paragraph:
    - button "See what is in it"`,
  ],
];

/** Before anybody is signed in. */
const OPEN_PAGES: [string, string, string][] = [
  [
    "signing in",
    "#/",
    `
- main:
  - heading "Sign in" [level=1]
  - paragraph
  - textbox "Homeserver"
  - group "How to sign in":
    - button "Use a password" [pressed]
    - button "Use an access token"
  - textbox "User ID or username"
  - textbox "Password"
  - checkbox "Keep me signed in on this device"
  - paragraph:
    - link "No server admin yet? Make the first one"
  - button "Sign in" [disabled]
  - paragraph:
    - link "Read a log of Synapse (needs no account)"`,
  ],
  [
    "the first admin",
    "#/first-admin",
    `
- main:
  - heading "The first admin" [level=1]
  - paragraph
  - region "With the registration secret":
    - heading "With the registration secret" [level=2]
    - paragraph
    - textbox "Homeserver"
    - textbox "Registration secret"
    - textbox "Username of the new account"
    - textbox "New password"
    - button "Show"
    - button "Generate"
    - button "Create the first admin" [disabled]
  - region "With a shell on the server":
    - heading "With a shell on the server" [level=2]
    - paragraph
    - textbox "Account that is to be an admin"
    - paragraph: /Type the user ID/`,
  ],
];

/** The whole of `main`, once nothing loads any more. */
async function expectMain(page: Page, name: string, snapshot: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".loading")).toHaveCount(0);
  await test.step(name, () => expect.soft(page.getByRole("main")).toMatchAriaSnapshot(snapshot));
}

test("the pages of who is signed in", async ({ app, page }) => {
  test.slow();
  await app.signIn(current);
  await expect(page.locator("body")).toMatchAriaSnapshot(`
- link "Skip to the content"
- banner:
  - link "Glia"
  - button /^Search or jump to/
  - group
- navigation "Main":
  - link "Overview"
  - group "People":
    - link "Users"
  - group "Rooms":
    - link "Rooms"
    - link "Aliases"
  - group "Server":
    - link "Servers"
  - group "Help":
    - link "Answers"
    - link "Logs"
    - link "Doctor"
- main`);
  for (const [name, address, snapshot] of PAGES) {
    await app.open(address);
    await expectMain(page, name, snapshot);
  }
});

test("the pages before that", async ({ app, page }) => {
  for (const [name, address, snapshot] of OPEN_PAGES) {
    await app.open(address);
    await expectMain(page, name, snapshot);
  }
});
