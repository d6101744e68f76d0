// @ts-check
/** On a map seen from afar: the names of the factors that matter most, in type that can be read, none over another. */

/** Size of these names on the screen, and the most of them. */
export const PIXELS = 12.5;
const MOST = 60;
const LETTER = 6.3;
const LETTERS = 19;
/** Pixels a unit from which a name in readable type stands on its box; on a smaller one it stands under it. */
const INSIDE_FROM = 0.36;

/**
 * @param {import("./scene.js").Scene} scene
 * @param {{camera: import("./camera.js").Camera, view: {wide: number, high: number}, shows: (id: string) => boolean, lit?: Set<string>}} seen
 * @returns {{id: string, x: number, y: number, lines: string[]}[]} the middle of the first line, in units of the map
 */
export function chosenNames(scene, { camera, view, shows, lit }) {
  const across = view.wide / 2 / camera.scale;
  const down = view.high / 2 / camera.scale;
  const near = [...scene.boxes].filter(([id, box]) => shows(id) && Math.abs(box.x - camera.x) < across && Math.abs(box.y - camera.y) < down);
  const weighed = near.map(([id, box]) => ({ id, box, weight: weightOf(scene, id) + (lit?.has(id) ? 1000 : 0) }));
  weighed.sort((one, other) => other.weight - one.weight || (one.id < other.id ? -1 : 1));
  /** @type {{id: string, x: number, y: number, lines: string[], half: number, high: number}[]} */
  const chosen = [];
  const isInside = camera.scale >= INSIDE_FROM;
  for (const { id, box } of weighed) {
    const lines = short(scene.nameOf(id), isInside ? Math.max(13, (box.wide * camera.scale) / LETTER) : LETTERS, isInside ? 3 : 2);
    const half = (Math.max(...lines.map((line) => line.length)) * LETTER) / 2 / camera.scale;
    const high = (lines.length * PIXELS * 1.2) / camera.scale;
    const y = isInside ? box.y - high / 2 + (PIXELS * 0.95) / camera.scale : box.y + box.high / 2 + PIXELS / camera.scale;
    const isFree = chosen.every((other) => Math.abs(other.x - box.x) > other.half + half || y + high < other.y || other.y + other.high < y);
    if (isFree) chosen.push({ id, x: box.x, y, lines, half, high });
    if (chosen.length >= MOST) break;
  }
  return chosen.map(({ id, x, y, lines }) => ({ id, x, y, lines }));
}

/**
 * Outcomes first, then what has most links.
 * @param {import("./scene.js").Scene} scene
 * @param {string} id
 */
function weightOf(scene, id) {
  return scene.arrowsAt(id).length + scene.company.at(id).length + (scene.map.store.factors.get(id)?.kind === "outcome" ? 4 : 0);
}

/** In a few lines. @param {string} name @param {number} letters @param {number} most */
function short(name, letters, most) {
  const lines = [""];
  for (const word of name.split(/\s+/)) {
    const line = lines[lines.length - 1];
    if (!line || line.length + word.length < letters) lines[lines.length - 1] = line ? `${line} ${word}` : word;
    else lines.push(word);
  }
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]}…`] : lines;
}
