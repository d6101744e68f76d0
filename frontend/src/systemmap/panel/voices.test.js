// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { voices } from "./voices.js";

const PARTNERS = [
  { id: "council", name: "City Council", sector: "council" },
  { id: "hospitals", name: "Hospitals", sector: "health" },
  { id: "police", name: "Police", sector: "police" },
];

test("who acts and who speaks is named; sectors that do neither are missing, and residents where nobody stands for them", () => {
  const known = { actors: [{ factor: "a", partner: "council" }, { factor: "b", partner: "police" }], views: [{ contributed_by: "hospitals" }, { contributed_by: "" }], partners: PARTNERS };

  assert.deepEqual(voices("a", known), { actors: ["City Council"], heard: ["Hospitals"], missing: ["police", "residents"] });
});

test("somebody who is no partner is named as they wrote themselves", () => {
  assert.deepEqual(voices("a", { actors: [], views: [{ contributed_by: "street pastors" }], partners: PARTNERS }).heard, ["street pastors"]);
});
