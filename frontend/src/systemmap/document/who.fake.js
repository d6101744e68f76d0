// @ts-check
/** For tests: a small map with partners and people, all of whose layers may be edited. */
import { Bodies } from "./bodies.js";
import { addFactor } from "./edits.js";
import { LiveMap } from "./live_map.js";

export const START = {
  partners: [{ id: "police", name: "Police", sector: "police" }, { id: "council", name: "Council", sector: "council" }, { id: "informants", name: "Informants", sector: "other", layer: "organisation-police" }],
  people: [{ id: "inspector", name: "Inspector", partner: "police", sector: "police" }],
};

/** Two factors, 300 apart, and nobody on the map yet. */
export function begun() {
  const layers = [{ id: "shared", label: "Everybody" }, { id: "organisation-police", label: "My organisation" }, { id: "own", label: "Only me" }];
  const map = new LiveMap(layers, { bodies: new Bodies(START) });
  for (const id of map.layers.keys()) {
    map.setDoc(id);
    map.layer(id).mayEdit = true;
  }
  const [a, b] = ["A", "B"].map((name, at) => addFactor(map, { name, at: [at * 300, 0] }));
  return { map, a, b };
}
