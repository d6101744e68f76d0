// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Doc } from "../document/yjs.js";
import { Here, otherOf } from "./awareness.js";

test("what somebody points at reaches the others, and goes with them", async () => {
  /** @type {Here[]} */
  const pages = [];
  const page = () => new Here(new Doc(), (bytes) => pages.forEach((each) => each !== one || each.hear(bytes)), () => {});
  const one = page();
  const other = new Here(new Doc(), (bytes) => one.hear(bytes), () => {});
  pages.push(one);

  other.say({ user: { key: "user-2", name: "Ward sister", colour: 14 }, cursor: [3, 4], map: "main" });
  await new Promise((done) => setTimeout(done, 80));

  assert.deepEqual(one.others().map(({ key, colour, cursor }) => ({ key, colour, cursor })), [{ key: "user-2", colour: 2, cursor: [3, 4] }]);
  one.forgetOthers();
  assert.deepEqual(one.others(), []);
  for (const each of [one, other]) each.awareness.destroy();
});

test("junk that somebody sends is left out", () => {
  const said = otherOf(7, { user: { key: 5, colour: "red" }, cursor: [1, "x"], selected: "all", dragging: { a: [1, 2], b: null } });

  assert.deepEqual(said, { id: 7, key: "5", name: "", colour: 0, cursor: null, map: "main", selected: [], dragging: { a: [1, 2] } });
});
