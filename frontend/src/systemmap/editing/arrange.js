// @ts-check
/** Lines up and spreads out factors: where each would stand. */

/** @typedef {{x: number, y: number, wide: number, high: number}} Box */
/** @typedef {"left" | "right" | "top" | "bottom" | "middle" | "centre"} Side */

/**
 * All at the same side, or with their middles in one line.
 * @param {Map<string, Box>} boxes
 * @param {Side} side
 * @returns {Record<string, [number, number]>}
 */
export function aligned(boxes, side) {
  const all = [...boxes.values()];
  const lefts = all.map((box) => box.x - box.wide / 2);
  const rights = all.map((box) => box.x + box.wide / 2);
  const tops = all.map((box) => box.y - box.high / 2);
  const bottoms = all.map((box) => box.y + box.high / 2);
  const mean = (/** @type {number[]} */ numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const to = /** @type {Record<Side, (box: Box) => [number, number]>} */ ({
    left: (box) => [Math.min(...lefts) + box.wide / 2, box.y],
    right: (box) => [Math.max(...rights) - box.wide / 2, box.y],
    top: (box) => [box.x, Math.min(...tops) + box.high / 2],
    bottom: (box) => [box.x, Math.max(...bottoms) - box.high / 2],
    centre: (box) => [mean(all.map((each) => each.x)), box.y],
    middle: (box) => [box.x, mean(all.map((each) => each.y))],
  });
  return Object.fromEntries([...boxes].map(([id, box]) => [id, to[side](box)]));
}

/**
 * With the same air between each and the next; the first and the last stay.
 * @param {Map<string, Box>} boxes
 * @param {"across" | "down"} way
 * @returns {Record<string, [number, number]>}
 */
export function distributed(boxes, way) {
  const [at, size] = way === "across" ? /** @type {const} */ (["x", "wide"]) : /** @type {const} */ (["y", "high"]);
  const sorted = [...boxes].sort(([, one], [, other]) => one[at] - other[at]);
  if (sorted.length < 3) return {};
  const [, first] = sorted[0];
  const [, last] = sorted[sorted.length - 1];
  const room = last[at] + last[size] / 2 - (first[at] - first[size] / 2);
  const air = (room - sorted.reduce((sum, [, box]) => sum + box[size], 0)) / (sorted.length - 1);
  let edge = first[at] - first[size] / 2;
  return Object.fromEntries(
    sorted.map(([id, box]) => {
      const middle = edge + box[size] / 2;
      edge += box[size] + air;
      return [id, way === "across" ? [middle, box.y] : [box.x, middle]];
    }),
  );
}
