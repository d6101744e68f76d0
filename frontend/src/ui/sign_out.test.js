// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { forget } from "./sign_out.js";

test("signing out deletes the copies of maps, and nothing of others", async () => {
  /** @type {string[]} */
  const deleted = [];
  const store = /** @type {any} */ ({ databases: async () => [{ name: "commonweal/town/own/user-1" }, { name: "another" }, {}], deleteDatabase: (/** @type {string} */ name) => deleted.push(name) });

  await forget(store);

  assert.deepEqual(deleted, ["commonweal/town/own/user-1"]);
});

test("a browser that keeps nothing has nothing to delete", async () => {
  await forget(undefined);
});
