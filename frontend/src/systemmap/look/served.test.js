// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { MapStore } from "../document/store.js";
import { Served } from "./served.js";

const ANSWER = { title: "T", why: "", more: "", legend: [{ tone: "rise-1", label: "raises it" }, { tone: "none", label: "not" }], of: { rain: 0, flood: 1 }, outcome: "flood", outcomes: [] };

/** A page with nothing to draw on, and a clock that is wound by hand. */
function world(/** @type {any} */ answers) {
  const store = new MapStore(["shared"]);
  store.setRows("shared", { factors: { rain: { name: "Rain", kind: "cause" }, flood: { name: "Flood", kind: "outcome" } } });
  const page = /** @type {any} */ ({ store, asked: { colour: "kind", outcome: "" }, start: { urls: { colouring: "/p/map/colouring/" } }, onChange: new Set(), status: "saved", drawn: 0, draw: () => (page.drawn += 1), tellViewers: () => {} });
  store.subscribe(() => page.onChange.forEach((/** @type {any} */ each) => each()));
  const asked = /** @type {string[]} */ ([]);
  const waiting = /** @type {(() => void)[]} */ ([]);
  const served = new Served(page, {
    get: (address) => (asked.push(address), answers.shift() ?? Promise.resolve({ ok: true, json: () => Promise.resolve(ANSWER) })),
    wait: (deed) => waiting.push(deed),
  });
  const wind = () => waiting.splice(0).forEach((deed) => deed());
  return { page, served, asked, wind };
}
const settled = () => new Promise((done) => setImmediate(done));
const link = { links: { k: { from: "rain", to: "flood", kind: "influences", sign: "+" } }, factors: { rain: { name: "Rain", kind: "cause" }, flood: { name: "Flood", kind: "outcome" } } };

test("a colouring of the server is fetched once it is chosen, and once only", async () => {
  const { page, served, asked } = world([]);
  served.look();
  page.asked = { colour: "leverage", outcome: "flood" };
  served.look();
  served.look();
  await settled();

  assert.deepEqual(asked, ["/p/map/colouring/leverage.json?outcome=flood"]);
  assert.deepEqual(served.of("rain"), { tone: "rise-1", label: "raises it" });
  assert.equal(served.of("sun"), null);
  assert.equal(page.drawn, 1);
});

test("an answer that comes after another was asked for is dropped", async () => {
  let late = (/** @type {any} */ _found) => {};
  const { page, served } = world([new Promise((done) => (late = done))]);
  page.asked = { colour: "uncertainty", outcome: "" };
  served.look();
  page.asked = { colour: "leverage", outcome: "" };
  served.look();
  await settled();
  late({ ok: true, json: () => Promise.resolve({ ...ANSWER, legend: [] }) });
  await settled();

  assert.equal(served.of("flood")?.label, "not");
});

test("where the drawing moved on it says so, and asks anew once it is saved", async () => {
  const { page, served, asked, wind } = world([]);
  page.asked = { colour: "uncertainty", outcome: "" };
  served.look();
  await settled();
  page.status = "saving";
  page.store.setRows("shared", link);
  wind();

  assert.equal(served.moved, true);
  assert.equal(asked.length, 1);
  page.status = "saved";
  wind();
  await settled();
  assert.equal(asked.length, 2);
  assert.equal(served.moved, false);
});

test("the same drawing told anew moves nothing on, and what fails is asked for when it is looked for again", async () => {
  const { page, served, asked, wind } = world([Promise.reject(new Error("offline"))]);
  page.asked = { colour: "uncertainty", outcome: "" };
  served.look();
  await settled();
  assert.equal(served.state, "failed");
  served.look();
  await settled();
  page.store.setRows("shared", { factors: link.factors });
  wind();

  assert.equal(served.moved, false);
  assert.equal(asked.length, 2);
});
