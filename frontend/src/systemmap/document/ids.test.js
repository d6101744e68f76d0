// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { newFactorId, newKey, slug } from "./ids.js";

test("the id of a factor is its name in plain letters and four more", () => {
  assert.equal(newFactorId("Street drinking", () => 0), "street-drinking-aaaa");
  assert.equal(newFactorId("Café noise & litter", () => 0), "cafe-noise-and-litter-aaaa");
});

test("an id begins with a letter and is never longer than a column", () => {
  assert.match(newFactorId("4 in 10 are alone"), /^f-4-in-10-are-alone-[a-z0-9]{4}$/);
  assert.match(newFactorId("東京"), /^factor-[a-z0-9]{4}$/);
  assert.ok(newFactorId("9 ".repeat(80)).length <= 60);
  assert.ok(newFactorId("a very long name ".repeat(20)).length <= 60);
});

test("keys have twenty letters and differ", () => {
  const keys = new Set(Array.from({ length: 1000 }, () => newKey()));

  assert.equal(keys.size, 1000);
  assert.match([...keys][0], /^[a-z0-9]{20}$/);
});

test("a slug has no hyphen at its ends", () => {
  assert.equal(slug("  A&E: waits?  "), "a-and-e-waits");
});
