// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Bodies, drawnId, isBody, placeId } from "./bodies.js";

const START = {
  partners: [{ id: "police", name: "The police", sector: "police" }, { id: "council", name: "Council", sector: "council" }],
  people: [{ id: "night-inspector", name: "Night inspector", partner: "police", sector: "police" }, { id: "volunteer", name: "A volunteer", partner: "", sector: "" }],
};

test("no factor has an id as a partner's in the drawing, and it leads back to the place's", () => {
  assert.equal(drawnId("police"), "@police");
  assert.equal(placeId("@police"), "police");
  assert.deepEqual([isBody("@police"), isBody("police")], [true, false]);
});

test("a person acts for their partner, a partner for itself, and somebody without one for nobody", () => {
  const bodies = new Bodies(START);

  assert.equal(bodies.partnerOf("@night-inspector")?.name, "The police");
  assert.equal(bodies.partnerOf("@police")?.name, "The police");
  assert.equal(bodies.partnerOf("@volunteer"), undefined);
});

test("partners are listed before people, each by name", () => {
  assert.deepEqual(new Bodies(START).listed().map((body) => body.id), ["council", "police", "volunteer", "night-inspector"]);
});

test("a page without people, or of nobody, has none; somebody unknown has their id as a name", () => {
  const bodies = new Bodies({ partners: START.partners });

  assert.equal(bodies.byId.size, 2);
  assert.equal(new Bodies().listed().length, 0);
  assert.equal(bodies.name("@gone"), "gone");
});

test("who is not said to be private is seen by all", () => {
  const bodies = new Bodies({ partners: [...START.partners, { id: "informants", name: "Informants", sector: "other", layer: "organisation-police" }] });

  assert.equal(bodies.layerOf("@police"), "shared");
  assert.equal(bodies.layerOf("@informants"), "organisation-police");
});
