// @ts-check
/** Boxes of factors and curves of links, as numbers: the same as the library draws on paper (systemmap/picture). */

/** @typedef {{x: number, y: number, wide: number, high: number}} Box */
/** @typedef {{start: Point, bend: Point, end: Point}} Curve */
/** @typedef {[number, number]} Point */

/**
 * A link between two boxes, bent a little to its right, so that two that go both ways never lie on each other.
 * @param {Box} from
 * @param {Box} to
 * @param {number} [side] 1, or more where several links go the same way
 * @returns {Curve}
 */
export function curve(from, to, side = 1) {
  const across = to.x - from.x;
  const down = to.y - from.y;
  const far = Math.hypot(across, down) || 1;
  const reach = side * Math.min(64, Math.max(14, far * 0.12));
  /** @type {Point} */
  const bend = [(from.x + to.x) / 2 - (down / far) * reach, (from.y + to.y) / 2 + (across / far) * reach];
  return { start: edge(from, bend, 0), bend, end: edge(to, bend, 3) };
}

/**
 * Where the way from the middle of a box to a point leaves the box, and `air` more.
 * @param {Box} box
 * @param {Point} towards
 * @param {number} air
 * @returns {Point}
 */
export function edge(box, towards, air) {
  const across = towards[0] - box.x;
  const down = towards[1] - box.y;
  const part = Math.min(
    across ? (box.wide / 2 + air) / Math.abs(across) : Infinity,
    down ? (box.high / 2 + air) / Math.abs(down) : Infinity,
    1,
  );
  return [box.x + across * part, box.y + down * part];
}

/**
 * The point of a curve after a part of the way, 0 to 1.
 * @param {Curve} way
 * @param {number} part
 * @returns {Point}
 */
export function along(way, part) {
  const rest = 1 - part;
  const [a, b, c] = [rest * rest, 2 * rest * part, part * part];
  return [
    a * way.start[0] + b * way.bend[0] + c * way.end[0],
    a * way.start[1] + b * way.bend[1] + c * way.end[1],
  ];
}

/**
 * About how long a curve is: between the straight way and that by its bend.
 * @param {Curve} way
 */
export function lengthOf(way) {
  const straight = Math.hypot(way.end[0] - way.start[0], way.end[1] - way.start[1]);
  const legs = Math.hypot(way.bend[0] - way.start[0], way.bend[1] - way.start[1]) + Math.hypot(way.end[0] - way.bend[0], way.end[1] - way.bend[1]);
  return (straight + legs) / 2;
}

/**
 * The line of a curve with the head of its arrow, for a path's "d".
 * @param {Curve} way
 */
export function lineOf({ start, bend, end }) {
  return `M${p(start)}Q${p(bend)} ${p(end)}`;
}

/**
 * The three corners of an arrow's head, for a path's "d".
 * @param {Curve} way
 * @param {number} size
 */
export function headOf({ bend, end }, size) {
  const [across, down] = direction(bend, end);
  const back = /** @type {Point} */ ([end[0] - across * size, end[1] - down * size]);
  const half = size * 0.42;
  return `M${p(end)}L${p([back[0] - down * half, back[1] + across * half])} ${p([back[0] + down * half, back[1] - across * half])}Z`;
}

/**
 * An arrow's head of two strokes, for a path's "d".
 * @param {Curve} way
 * @param {number} size
 */
export function openHeadOf({ bend, end }, size) {
  const [across, down] = direction(bend, end);
  const [x, y] = [end[0] - across * size, end[1] - down * size];
  const half = size * 0.6;
  return `M${p([x - down * half, y + across * half])}L${p(end)}L${p([x + down * half, y - across * half])}`;
}

/**
 * Where the sign stands: a little before the head.
 * @param {Curve} way
 * @returns {Point}
 */
export function signPlace(way) {
  return along(way, Math.max(0.5, 1 - 27 / Math.max(lengthOf(way), 1)));
}

/**
 * Two strokes across the middle of an arrow: it takes time.
 * @param {Curve} way
 */
export function delayOf(way) {
  const [across, down] = direction(along(way, 0.4), along(way, 0.5));
  const [x, y] = along(way, 0.45);
  return [-3, 3]
    .map((part) => [x + across * part, y + down * part])
    .map(([at, low]) => `M${p([at - down * 7, low + across * 7])}L${p([at + down * 7, low - across * 7])}`)
    .join("");
}

/**
 * The smallest box round some boxes; null round none.
 * @param {Iterable<Box>} boxes
 * @returns {{left: number, top: number, wide: number, high: number} | null}
 */
export function frameOf(boxes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x - box.wide / 2);
    top = Math.min(top, box.y - box.high / 2);
    right = Math.max(right, box.x + box.wide / 2);
    bottom = Math.max(bottom, box.y + box.high / 2);
  }
  return left === Infinity ? null : { left, top, wide: right - left, high: bottom - top };
}

/**
 * @param {Point} one
 * @param {Point} other
 * @returns {Point}
 */
function direction(one, other) {
  const across = other[0] - one[0];
  const down = other[1] - one[1];
  const far = Math.hypot(across, down) || 1;
  return [across / far, down / far];
}

/** @param {number[]} point */
function p([x, y]) {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
