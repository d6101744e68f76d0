// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { sharedEntry } from "../document/live_map.js";
import { Doc } from "../document/yjs.js";
import { differences } from "./notice.js";

test("what was typed and not taken is told in full", () => {
  const [mine, theirs] = [new Doc(), new Doc()];
  for (const doc of [mine, theirs]) doc.getMap("factors").set("rain", sharedEntry({ name: "Rain", kind: "driver", note: "" }));
  /** @type {any} */ (mine.getMap("factors").get("rain")).set("note", "As the river board says");
  mine.getMap("factors").set("flood", sharedEntry({ name: "Flood", kind: "outcome" }));

  assert.deepEqual(differences(mine, theirs), ["Rain: note “As the river board says”", "Flood: name “Flood”, kind “outcome”"]);
});

test("two that say the same differ in nothing", () => {
  assert.deepEqual(differences(new Doc(), new Doc()), []);
});
