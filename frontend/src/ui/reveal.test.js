// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { openDetailsOfTarget } from "./reveal.js";

test("a part that the address points into is opened, and those around it", () => {
  const outer = { open: false, parentElement: { closest: () => null } };
  const inner = { open: false, parentElement: { closest: () => outer } };
  const page = /** @type {any} */ ({ getElementById: (/** @type {string} */ id) => (id === "table 1" ? { closest: () => inner } : null) });

  openDetailsOfTarget(page, "#table%201");

  assert.deepEqual([inner.open, outer.open], [true, true]);
});

test("an address that points nowhere opens nothing", () => {
  const page = /** @type {any} */ ({ getElementById: () => null });

  openDetailsOfTarget(page, "");
  openDetailsOfTarget(page, "#gone");
});
