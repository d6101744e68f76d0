// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { badgeOf, legendOf, toneOf } from "./colouring.js";

const KNOWN = {
  measures: { calls: [{ variation: "concern", tone: "govuk-tag--orange", way: "high" }] },
  sectors: (/** @type {string} */ id) => (id === "calls" ? ["police"] : id === "beds" ? ["health", "council"] : []),
  grades: (/** @type {string} */ id) => (id === "calls" ? [6, 2] : []),
  reach: (/** @type {string} */ id) => (id === "calls" ? 0.5 : 0),
  served: (/** @type {string} */ id) => (id === "calls" ? { tone: "rise-2", label: "raises it" } : null),
  sectorOrder: ["health", "council", "police"],
};

test("each colouring says in words what its colour means", () => {
  assert.equal(toneOf("measure", "calls", KNOWN)?.label, "concern");
  assert.equal(toneOf("measure", "beds", KNOWN)?.label, "not measured");
  assert.deepEqual(toneOf("sector", "calls", KNOWN), { tone: "sector-2", label: "police" });
  assert.equal(toneOf("sector", "beds", KNOWN)?.label, "several sectors");
  assert.equal(toneOf("evidence", "calls", KNOWN)?.label, "strong (1 to 2)");
  assert.equal(toneOf("reach", "calls", KNOWN)?.label, "reaches much of the map");
  assert.equal(toneOf("leverage", "calls", KNOWN)?.tone, "rise-2");
  assert.equal(toneOf("uncertainty", "beds", KNOWN), null);
  assert.equal(toneOf("kind", "calls", KNOWN), null);
});

test("a legend counts, the commonest first", () => {
  const legend = legendOf([{ tone: "a", label: "A" }, { tone: "b", label: "B" }, { tone: "b", label: "B" }, null]);

  assert.deepEqual(legend.map(({ label, count }) => [label, count]), [["B", 2], ["A", 1]]);
});

test("a legend of bands keeps their order and leaves out those that nothing has", () => {
  const [a, b, c] = ["a", "b", "c"].map((tone) => ({ tone, label: tone.toUpperCase() }));

  assert.deepEqual(legendOf([c, c, a], [a, b, c]).map(({ label, count }) => [label, count]), [["A", 1], ["C", 2]]);
});

test("the badge of a measure shows which way it signals, and nothing where there is none", () => {
  assert.deepEqual(badgeOf({ variation: "improvement", tone: "govuk-tag--blue", way: "low" }), { badge: "down", tone: "better" });
  assert.equal(badgeOf({ variation: "usual variation", tone: "" }).badge, "usual");
  assert.equal(badgeOf(undefined).badge, "");
});
