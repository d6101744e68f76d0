// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { LiveMap } from "../document/live_map.js";
import { Scene } from "../drawing/scene.js";
import { widths } from "../drawing/text.js";
import { addressOf, neighbourhood, viewOf } from "./address.js";

test("a view goes into its address and comes out again", () => {
  const view = { map: "night-x1y2", focus: "calls", steps: 2, colour: "measure", outcome: "", hide: ["activity", "driver"], who: "acts" };

  assert.equal(addressOf("/plymouth/map/", view), "/plymouth/map/?map=night-x1y2&focus=calls&steps=2&colour=measure&hide=activity.driver&who=acts");
  assert.deepEqual(viewOf("?map=night-x1y2&focus=calls&steps=2&colour=measure&hide=driver.activity&who=acts"), view);
});

test("the usual view has a plain address, and junk in one is the usual view", () => {
  assert.equal(addressOf("/p/map/", viewOf("")), "/p/map/");
  assert.equal(addressOf("/p/map/", viewOf("?steps=many&colour=toString&hide=all.stock2&who=toString")), "/p/map/");
});

test("a neighbourhood grows by links either way", () => {
  const map = new LiveMap([{ id: "shared", label: "Everybody" }]);
  const factors = Object.fromEntries(["a", "b", "c", "d"].map((id) => [id, { name: id }]));
  map.store.setRows("shared", { factors, links: { k1: { from: "a", to: "b" }, k2: { from: "c", to: "b" }, k3: { from: "c", to: "d" } } });
  const scene = new Scene(map, widths(null));

  assert.deepEqual([...neighbourhood(scene, "a", 1)], ["a", "b"]);
  assert.deepEqual([...neighbourhood(scene, "a", 2)], ["a", "b", "c"]);
});
