// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { STEPS, left, progress, stepOf } from "./script.js";

test("the first session takes an hour", () => {
  assert.equal(STEPS.reduce((sum, step) => sum + step.minutes, 0), 60);
  assert.equal(stepOf(0)?.title, "Say what it is about");
  assert.equal(stepOf(null), null);
});

test("a timer runs down to nought and no further", () => {
  const now = Date.parse("2026-04-01T10:00:00Z");

  assert.equal(left({ ends: "2026-04-01T10:04:05Z" }, now), "4:05");
  assert.equal(left({ ends: "2026-04-01T09:00:00Z" }, now), "0:00");
  assert.equal(left(null, now), "");
});

test("what came since the prompt is counted", () => {
  assert.equal(progress(4, 9), "5 so far");
  assert.equal(progress(null, 9), "");
});
