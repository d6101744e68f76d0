// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { MapStore } from "./store.js";
import { Doc, SharedMap } from "./yjs.js";

const ROWS = { factors: { rain: { name: "Rain", kind: "driver" } }, positions: { "main/rain": [1, 2] } };

/** @param {Record<string, any>} fields */
function shared(fields) {
  return new SharedMap(Object.entries(fields));
}

test("the rows of the page are the first picture", () => {
  const store = new MapStore(["shared"]);

  store.setRows("shared", ROWS);

  assert.equal(store.factors.get("rain")?.name, "Rain");
  assert.deepEqual(store.positions.get("main/rain"), [1, 2]);
});

test("a document that says the same as the rows touches nothing", () => {
  const store = new MapStore(["shared"]);
  store.setRows("shared", ROWS);
  const doc = new Doc();
  doc.getMap("factors").set("rain", shared({ name: "Rain", kind: "driver" }));
  doc.getMap("positions").set("main/rain", [1, 2]);
  let told = 0;
  store.subscribe(() => (told += 1));

  store.setDoc("shared", doc);

  assert.equal(told, 0);
});

test("a change of one field touches that entry alone", () => {
  const store = new MapStore(["shared"]);
  const doc = new Doc();
  for (const id of ["rain", "flood"]) doc.getMap("factors").set(id, shared({ name: id, kind: "cause" }));
  store.setDoc("shared", doc);
  /** @type {any[]} */
  const told = [];
  store.subscribe((touched) => told.push(touched));

  /** @type {any} */ (doc.getMap("factors").get("rain")).set("name", "Heavy rain");

  assert.deepEqual(told, [{ factors: new Set(["rain"]) }]);
  assert.equal(store.factors.get("rain")?.name, "Heavy rain");
});

test("layers are merged, and each entry knows its own", () => {
  const store = new MapStore(["shared", "own"]);
  store.setRows("shared", ROWS);
  store.setRows("own", { factors: { doubt: { name: "Doubt" } } });

  assert.equal(store.factors.get("doubt")?.layer, "own");
  assert.equal(store.layerOf("factors", "rain"), "shared");
  assert.equal(store.factors.size, 2);
});

test("an entry that goes is gone, and a document that is replaced is listened to no more", () => {
  const store = new MapStore(["shared"]);
  const first = new Doc();
  first.getMap("factors").set("rain", shared({ name: "Rain" }));
  store.setDoc("shared", first);
  store.setDoc("shared", new Doc());

  first.getMap("factors").set("late", shared({ name: "Late" }));

  assert.equal(store.factors.size, 0);
});
