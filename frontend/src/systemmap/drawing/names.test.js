// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addFactor, addLink } from "../document/edits.js";
import { LiveMap } from "../document/live_map.js";
import { chosenNames } from "./names.js";
import { Scene } from "./scene.js";
import { widths } from "./text.js";

test("of names that would cover each other the one with most links is chosen", () => {
  const map = new LiveMap([{ id: "shared", label: "Everybody" }]);
  map.setDoc("shared");
  map.layer("shared").mayEdit = true;
  const [hub, shadow, far] = [["Hub", 0], ["Shadow", 10], ["Far", 4000]].map(([name, x]) => addFactor(map, { name: String(name), at: [Number(x), 0] }));
  addLink(map, { from: hub, to: far });
  const seen = { camera: { x: 2000, y: 0, scale: 0.1 }, view: { wide: 800, high: 600 }, shows: () => true };

  const chosen = chosenNames(new Scene(map, widths(null)), seen).map((name) => name.id);

  assert.deepEqual(chosen.sort(), [hub, far].sort());
  assert.equal(chosen.includes(shadow), false);
});
