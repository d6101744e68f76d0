// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { whatIsLost } from "./saved.js";

const page = (/** @type {any} */ asked) => /** @type {any} */ ({
  start: { saved: [{ id: "nights", name: "Nights", href: "/p/map/?saved=nights", lost: "Its map is gone." }] },
  asked: { map: "main", focus: "", ...asked },
  store: { maps: new Map([["night-x1y2", {}]]), factors: new Map([["calls", {}]]) },
  scene: { boxes: new Map([["calls", {}]]) },
});

test("a link to what is there says nothing", () => {
  assert.equal(whatIsLost(page({ map: "night-x1y2", focus: "calls" }), "?map=night-x1y2&focus=calls").words, "");
});

test("a link says what the map has no more, and a saved view what it has lost", () => {
  const map = whatIsLost({ ...page({ map: "gone", focus: "calls" }), scene: { boxes: new Map() } }, "?map=gone&focus=calls");
  const focus = whatIsLost(page({ focus: "gone" }), "?focus=gone");

  assert.match(map.words, /map of this link is not there/);
  assert.deepEqual(map.left, { map: "main" });
  assert.match(focus.words, /not on the map any more/);
  assert.deepEqual(focus.left, { focus: "" });
  assert.deepEqual(whatIsLost(page({}), "?saved=nights"), { words: "Its map is gone.", left: {} });
});
