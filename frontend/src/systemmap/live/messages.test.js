// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { AWARENESS, EDIT, REFUSED, SAVED, SYNC_ASK, WELCOME, read, written } from "./messages.js";

test("every kind of message is read as it was written", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const said = { problem: "too long", mend: "Shorten it." };

  for (const message of [{ kind: SYNC_ASK, bytes }, { kind: EDIT, number: 300, bytes }, { kind: SAVED, number: 2 }, { kind: REFUSED, number: 7, said }, { kind: AWARENESS, bytes }, { kind: WELCOME, said: { you: { key: "user-1" } } }]) {
    assert.deepEqual(read(written(message)), message);
  }
});

test("the bytes of an edit are those of the contract: kind, number, length, update", () => {
  assert.deepEqual([...written({ kind: EDIT, number: 1, bytes: new Uint8Array([9, 8]) })], [2, 1, 2, 9, 8]);
});
