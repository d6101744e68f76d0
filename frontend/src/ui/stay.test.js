// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { BETWEEN, stayWhileWriting } from "./stay.js";

test("writing tells the site that somebody is there, at most once in a while", () => {
  const { page, write } = pageThatSays({ stay: "/accounts/here/" });
  /** @type {string[]} */
  const told = [];
  let now = 0;
  stayWhileWriting(page, async (address) => told.push(address), () => now);

  write();
  now += BETWEEN;
  write();
  write();
  now += BETWEEN;
  write();

  assert.deepEqual(told, ["/accounts/here/", "/accounts/here/"]);
});

test("a page of somebody who is not signed in tells nothing", () => {
  const { page, listeners } = pageThatSays({});

  stayWhileWriting(page, () => Promise.reject(new Error("must not be asked")));

  assert.equal(listeners.length, 0);
});

test("a line that is down for a moment does no harm", async () => {
  const { page, write } = pageThatSays({ stay: "/accounts/here/" });
  let now = 0;
  stayWhileWriting(page, () => Promise.reject(new Error("no line")), () => now);

  now += BETWEEN;
  write();

  await new Promise((resolve) => setImmediate(resolve)); // a rejection that nobody caught would end the test
});

/** @param {Record<string, string>} dataset */
function pageThatSays(dataset) {
  /** @type {(() => void)[]} */
  const listeners = [];
  const page = /** @type {any} */ ({
    body: { dataset },
    addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => listeners.push(listener),
  });
  return { page, listeners, write: () => listeners.forEach((listener) => listener()) };
}
