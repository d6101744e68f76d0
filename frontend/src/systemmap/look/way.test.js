import assert from "node:assert/strict";
import { test } from "node:test";
import { isChosen, wayIn, wayOf } from "./way.js";

const arrows = /** @type {any} */ ({
  leaving: (/** @type {string} */ id) => [{ id: "fear>trade>influences", from: "fear", to: "trade" }, { id: "trade>fear>influences", from: "trade", to: "fear" }, { id: "trade>fear>drains", from: "trade", to: "fear" }].filter((arrow) => arrow.from === id),
});

test("an address names the factors of a way in order", () => {
  assert.deepEqual(wayIn("?way=fear.trade.fear&focus=fear"), ["fear", "trade", "fear"]);
  assert.deepEqual(wayIn("?focus=fear"), []);
});

test("a way has every arrow of each of its steps, and no other", () => {
  const way = wayOf(arrows, ["fear", "trade", "fear"]);

  assert.deepEqual([...(way?.factors ?? [])], ["fear", "trade"]);
  assert.deepEqual([...(way?.arrows ?? [])], ["fear>trade>influences", "trade>fear>influences", "trade>fear>drains"]);
  assert.deepEqual([...(wayOf(arrows, ["fear", "trade"])?.arrows ?? [])], ["fear>trade>influences"]);
});

test("a way with a step that the map lacks is none", () => {
  assert.equal(wayOf(arrows, ["fear", "visits"]), null);
  assert.equal(wayOf(arrows, ["fear"]), null);
  assert.equal(wayOf(arrows, []), null);
});

test("it is lit while its factors are chosen, and nothing else", () => {
  const way = /** @type {any} */ (wayOf(arrows, ["fear", "trade"]));

  assert.equal(isChosen(way, new Set(["trade", "fear"])), true);
  assert.equal(isChosen(way, new Set(["fear"])), false);
  assert.equal(isChosen(way, new Set(["fear", "trade", "visits"])), false);
});
