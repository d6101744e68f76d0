// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { bodyInWords, sentenceOf, strandInWords, thingsInWords } from "./who_words.js";

const NAMES = /** @type {Record<string, string>} */ ({ "@police": "Police", "@council": "Council", calls: "Calls at night" });
const name = (/** @type {string} */ id) => NAMES[id];
const ACT = /** @type {any} */ ({ what: "act", from: "@police", to: "calls", layer: "shared", power: 3 });
const TIE = /** @type {any} */ ({ what: "tie", from: "@police", to: "@council", layer: "shared", kind: "shares_data", strength: 2, since: "2018-04-01", until: null });

test("a partner is read out with its sector, what it can act on and its ties", () => {
  const body = /** @type {any} */ ({ name: "Police", what: "partner", sector: "police", layer: "shared" });

  assert.equal(bodyInWords(body, { acts: 3, ties: 1 }), "Police, partner, police, can act on 3 factors, 1 tie");
  assert.equal(bodyInWords({ ...body, sector: "", layer: "own" }, { acts: 0, ties: 0 }), "Police, partner, seen by you only");
});

test("an act is read out with its power, known or not", () => {
  assert.equal(strandInWords(ACT, name), "Act: Police can act on Calls at night, with a lot of power");
  assert.equal(strandInWords({ ...ACT, power: null }, name), "Act: Police can act on Calls at night, power not known");
});

test("a tie is read out with its kind, strength and days", () => {
  assert.equal(strandInWords(TIE, name), "Tie: Police shares data with Council, medium, since 2018-04-01");
  assert.equal(strandInWords({ ...TIE, strength: 2.5, since: null, until: "2020-03-31" }, name), "Tie: Police shares data with Council, strength 2.5, ended 2020-03-31");
  assert.equal(sentenceOf({ ...TIE, kind: "junk" }, name), "Police has a tie with Council");
});

test("several things are counted by what they are", () => {
  assert.equal(thingsInWords(2, 0), "2 factors");
  assert.equal(thingsInWords(0, 2), "2 partners or people");
  assert.equal(thingsInWords(1, 1), "1 factor and 1 partner or person");
  assert.equal(thingsInWords(0, 0), "0 factors");
});
