// @ts-check
/** What part of the map is in view, and how large: pure numbers. */

/** @typedef {{x: number, y: number, scale: number}} Camera map point in the middle of the view, and pixels a unit */

export const SMALLEST = 0.04;
export const LARGEST = 3;

/**
 * A camera that shows a frame with air round it, never larger than life.
 * @param {{left: number, top: number, wide: number, high: number} | null} frame
 * @param {{wide: number, high: number}} view pixels
 * @returns {Camera}
 */
export function fitted(frame, view, air = 36) {
  if (!frame) return { x: 0, y: 0, scale: 1 };
  const scale = Math.min((view.wide - 2 * air) / frame.wide, (view.high - 2 * air) / frame.high, 1);
  return { x: frame.left + frame.wide / 2, y: frame.top + frame.high / 2, scale: bounded(scale) };
}

/**
 * Larger or smaller, with the map point under `at` where it is.
 * @param {Camera} camera
 * @param {{wide: number, high: number}} view
 * @param {number} times
 * @param {[number, number]} [at] pixels from the view's corner; its middle if not said
 * @returns {Camera}
 */
export function zoomed(camera, view, times, at = [view.wide / 2, view.high / 2]) {
  const scale = bounded(camera.scale * times);
  const [x, y] = toMap(camera, view, at);
  return { scale, x: x - (at[0] - view.wide / 2) / scale, y: y - (at[1] - view.high / 2) / scale };
}

/**
 * @param {Camera} camera
 * @param {number} across pixels
 * @param {number} down
 * @returns {Camera}
 */
export function panned(camera, across, down) {
  return { ...camera, x: camera.x - across / camera.scale, y: camera.y - down / camera.scale };
}

/**
 * @param {Camera} camera
 * @param {{wide: number, high: number}} view
 * @param {[number, number]} at
 * @returns {[number, number]}
 */
export function toMap(camera, view, [across, down]) {
  return [camera.x + (across - view.wide / 2) / camera.scale, camera.y + (down - view.high / 2) / camera.scale];
}

/**
 * @param {Camera} camera
 * @param {{wide: number, high: number}} view
 * @param {[number, number]} point
 * @returns {[number, number]}
 */
export function toView(camera, view, [x, y]) {
  return [(x - camera.x) * camera.scale + view.wide / 2, (y - camera.y) * camera.scale + view.high / 2];
}

/**
 * A camera moved no more than it must so that a box is in view, with air round it.
 * @param {Camera} camera
 * @param {{wide: number, high: number}} view
 * @param {{x: number, y: number, wide: number, high: number}} box
 * @returns {Camera}
 */
export function showing(camera, view, box, air = 24) {
  const moved = (/** @type {number} */ middle, /** @type {number} */ size, /** @type {number} */ at, /** @type {number} */ room) => {
    const slack = Math.max(0, room / camera.scale / 2 - size / 2 - air / camera.scale);
    return Math.min(Math.max(middle, at - slack), at + slack);
  };
  return { ...camera, x: moved(camera.x, box.wide, box.x, view.wide), y: moved(camera.y, box.high, box.y, view.high) };
}

/** @param {number} scale */
function bounded(scale) {
  return Math.min(LARGEST, Math.max(SMALLEST, scale));
}
