// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { mountCopyButtons, textOf } from "./copy.js";

test("the value of a field is copied, else its words", () => {
  assert.equal(textOf({ value: " https://a.example/join/x ", textContent: "" }), "https://a.example/join/x");
  assert.equal(textOf({ textContent: "\n 4821 \n" }), "4821");
  assert.equal(textOf(null), "");
});

test("a copy button is shown, copies, and says so", async () => {
  const { page, button, click } = pageWithButton("the link");
  /** @type {string[]} */
  const copied = [];

  mountCopyButtons(page, { writeText: async (text) => void copied.push(text) });
  await click();

  assert.deepEqual(copied, ["the link"]);
  assert.equal(button.hidden, false);
  assert.equal(button.textContent, "Copied");
});

test("a browser that refuses is told of in words", async () => {
  const { page, button, click } = pageWithButton("the link");

  mountCopyButtons(page, { writeText: () => Promise.reject(new Error("not allowed")) });
  await click();

  assert.match(button.textContent, /select it instead/);
});

/** @param {string} text */
function pageWithButton(text) {
  /** @type {() => Promise<void>} */
  let click = async () => {};
  const button = {
    hidden: true,
    textContent: "Copy",
    getAttribute: () => "link",
    removeAttribute: () => (button.hidden = false),
    addEventListener: (/** @type {string} */ _, /** @type {() => Promise<void>} */ listener) => (click = listener),
  };
  const page = /** @type {any} */ ({ querySelectorAll: () => [button], getElementById: () => ({ value: text }) });
  return { page, button, click: () => click() };
}
