// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Doc } from "../document/yjs.js";
import { Connection } from "./connection.js";
import { FakeRoom } from "./room.fake.js";

const moment = () => new Promise((done) => setTimeout(done, 0));

/**
 * A page in the room; `came back` runs what waits for a new try.
 * @param {FakeRoom} room
 * @param {any} [doc]
 * @param {Record<string, any>} [more]
 */
function joined(room, doc = new Doc(), more = {}) {
  /** @type {string[]} */
  const told = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const connection = new Connection({
    url: "ws://here/", doc, open: () => room.open(), later: (deed) => waiting.push(deed), onStatus: (status) => told.push(status), ...more,
  });
  return { doc, connection, told, comeBack: () => waiting.splice(0).forEach((deed) => deed()) };
}

test("two pages see what the other draws, and are told that it is saved", async () => {
  const room = new FakeRoom();
  const [one, other] = [joined(room), joined(room)];
  await moment();

  one.doc.getMap("factors").set("rain", "Rain");

  assert.equal(other.doc.getMap("factors").get("rain"), "Rain");
  assert.equal(one.told.includes("saving"), true);
  assert.equal(one.connection.status, "saved");
});

test("a page says that it is saving until the server has said so", async () => {
  const room = new FakeRoom();
  const page = joined(room);
  await moment();
  room.holdsBack = true;

  page.doc.getMap("factors").set("rain", "Rain");

  assert.equal(page.connection.status, "saving");
  assert.equal(page.connection.unsaved, true);
  room.release();
  assert.equal(page.connection.status, "saved");
  assert.equal(page.connection.unsaved, false);
});

test("what is drawn offline on both sides is merged on return", async () => {
  const room = new FakeRoom();
  const [one, other] = [joined(room), joined(room)];
  await moment();
  room.breakLines();
  assert.equal(one.connection.status, "offline");
  one.doc.getMap("factors").set("rain", "Rain");
  other.doc.getMap("factors").set("flood", "Flood");

  room.isDown = false;
  one.comeBack();
  other.comeBack();
  await moment();

  for (const page of [one, other]) assert.deepEqual(page.doc.getMap("factors").toJSON(), { rain: "Rain", flood: "Flood" });
  assert.equal(one.connection.status, "saved");
});

test("a deletion made offline reaches the server, though it adds nothing", async () => {
  const room = new FakeRoom();
  room.doc.getMap("factors").set("rain", "Rain");
  const page = joined(room);
  await moment();
  room.breakLines();
  page.doc.getMap("factors").delete("rain");

  room.isDown = false;
  page.comeBack();
  await moment();

  assert.deepEqual(room.doc.getMap("factors").toJSON(), {});
});

test("a page with nothing new sends no edit when it comes", async () => {
  const room = new FakeRoom();
  room.doc.getMap("factors").set("rain", "Rain");

  joined(room);
  await moment();

  assert.equal(room.edits, 0);
});

test("a reader sends no edit at all", async () => {
  const room = new FakeRoom();
  room.mayEdit = false;
  const page = joined(room);
  await moment();

  page.doc.getMap("factors").set("rain", "Rain");

  assert.equal(room.edits, 0);
});

test("a refusal is told in its words, and the line is not opened again", async () => {
  const room = new FakeRoom();
  /** @type {any[]} */
  const refused = [];
  const page = joined(room, new Doc(), { onRefused: (/** @type {any} */ said) => refused.push(said) });
  await moment();
  room.refusal = () => ({ problem: "the name is too long", mend: "Use fewer letters." });

  page.doc.getMap("factors").set("rain", "Rain");
  page.comeBack();
  await moment();

  assert.deepEqual(refused, [{ problem: "the name is too long", mend: "Use fewer letters." }]);
  assert.equal(room.sockets.length, 0);
});

test("a page that is told that the network is gone says so at once, and comes back when it is there again", async () => {
  const room = new FakeRoom();
  const page = joined(room);
  await moment();

  page.connection.lose();
  assert.equal(page.connection.status, "offline");
  page.doc.getMap("factors").set("rain", "Rain");
  page.connection.comeBack();
  await moment();

  assert.equal(room.doc.getMap("factors").get("rain"), "Rain");
  assert.equal(page.connection.status, "saved");
  assert.equal(room.sockets.length, 1);
});
