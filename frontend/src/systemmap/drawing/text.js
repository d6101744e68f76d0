// @ts-check
/** Names in lines that fit into a box. */

export const LINE = 19;
const WIDEST = 164;
const MOST_LINES = 4;
const AIR_WIDE = 34;
const AIR_HIGH = 24;
const NARROWEST = 96;

/**
 * The lines of a name and the box round them; a name longer than four lines is cut, and said in full to who listens.
 * @param {string} name
 * @param {(text: string) => number} widthOf
 * @returns {{lines: string[], wide: number, high: number}}
 */
export function label(name, widthOf) {
  const lines = wrapped(name.trim() || "No name yet", widthOf);
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]}…`] : lines;
  const widest = Math.max(...shown.map(widthOf));
  return { lines: shown, wide: Math.max(NARROWEST, Math.ceil(widest) + AIR_WIDE), high: shown.length * LINE + AIR_HIGH };
}

/**
 * @param {string} name
 * @param {(text: string) => number} widthOf
 */
function wrapped(name, widthOf) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of name.split(/\s+/).flatMap((each) => broken(each, widthOf))) {
    const longer = line ? `${line} ${word}` : word;
    if (line && widthOf(longer) > WIDEST) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return balanced([...lines, line], widthOf);
}

/**
 * Two lines of like length rather than a long one and a word.
 * @param {string[]} lines
 * @param {(text: string) => number} widthOf
 */
function balanced(lines, widthOf) {
  if (lines.length !== 2) return lines;
  const words = lines.join(" ").split(" ");
  let best = lines;
  for (let at = 1; at < words.length; at += 1) {
    const pair = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    if (Math.max(...pair.map(widthOf)) < Math.max(...best.map(widthOf))) best = pair;
  }
  return best;
}

/**
 * A word that is wider than a line, in parts.
 * @param {string} word
 * @param {(text: string) => number} widthOf
 */
function broken(word, widthOf) {
  if (widthOf(word) <= WIDEST) return [word];
  const letters = Math.max(4, Math.floor((word.length * WIDEST) / widthOf(word)) - 1);
  return word.match(new RegExp(`.{1,${letters}}`, "gu")) ?? [word];
}

/**
 * How wide texts are in the type of the map; remembered, for a map says the same words often.
 * @param {{font: string, measureText: (text: string) => {width: number}} | null} canvas
 */
export function widths(canvas) {
  const known = /** @type {Map<string, number>} */ (new Map());
  return (/** @type {string} */ text) => {
    let width = known.get(text);
    if (width === undefined) known.set(text, (width = canvas ? canvas.measureText(text).width : text.length * 7.6));
    return width;
  };
}
