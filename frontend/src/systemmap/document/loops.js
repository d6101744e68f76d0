// @ts-check
/** Feedback loops through a factor or a link, found in the browser as they are drawn, and said in words. */

/** @typedef {import("./arrows.js").Arrows} Arrows */
/** @typedef {{factors: string[], arrows: string[], kind: "R" | "B" | "?", months: number, disputed: boolean}} Loop */

/** Longer loops no one follows, and more of them no one reads. */
const LONGEST = 7;
const MOST = 12;
/** Steps of the search after which it stops, so that a dense map never holds the page. */
const STEPS = 20_000;

/**
 * The shortest loops through a factor, told from it.
 * @param {Arrows} arrows
 * @param {string} factor
 * @param {{longest?: number, most?: number}} [limits]
 * @returns {Loop[]}
 */
export function loopsThrough(arrows, factor, { longest = LONGEST, most = MOST } = {}) {
  const back = stepsBack(arrows, factor, longest);
  /** @type {Loop[]} */
  const found = [];
  let steps = 0;
  for (let length = 2; length <= longest && found.length < most; length += 1) {
    /** @type {string[]} */
    const path = [];
    const seen = new Set([factor]);
    const walk = (/** @type {string} */ at) => {
      for (const arrow of arrows.leaving(at)) {
        if ((steps += 1) > STEPS || found.length >= most) return;
        if (arrow.to === factor && path.length === length - 1) found.push(loopOf(arrows, [...path, arrow.id]));
        if (seen.has(arrow.to) || path.length + 1 + (back.get(arrow.to) ?? Infinity) > length) continue;
        seen.add(arrow.to);
        path.push(arrow.id);
        walk(arrow.to);
        path.pop();
        seen.delete(arrow.to);
      }
    };
    walk(factor);
  }
  return found;
}

/**
 * The shortest loop that an arrow closes; null where it closes none.
 * @param {Arrows} arrows
 * @param {import("./arrows.js").Arrow} arrow
 */
export function loopClosedBy(arrows, arrow) {
  return loopsThrough(arrows, arrow.from).find((loop) => loop.arrows.includes(arrow.id)) ?? null;
}

/**
 * How many steps each factor is before a factor.
 * @param {Arrows} arrows
 * @param {string} factor
 * @param {number} longest
 */
function stepsBack(arrows, factor, longest) {
  const found = new Map([[factor, 0]]);
  let edge = [factor];
  for (let step = 1; step < longest && edge.length; step += 1) {
    const next = [];
    for (const at of edge) {
      for (const arrow of arrows.reaching(at)) {
        if (!found.has(arrow.from)) {
          found.set(arrow.from, step);
          next.push(arrow.from);
        }
      }
    }
    edge = next;
  }
  return found;
}

/**
 * @param {Arrows} arrows
 * @param {string[]} ids
 * @returns {Loop}
 */
function loopOf(arrows, ids) {
  const path = ids.map((id) => /** @type {import("./arrows.js").Arrow} */ (arrows.byId.get(id)));
  const minus = path.filter((arrow) => arrow.sign === "-").length;
  return {
    factors: path.map((arrow) => arrow.from),
    arrows: ids,
    kind: path.some((arrow) => !arrow.sign) ? "?" : minus % 2 ? "B" : "R",
    months: path.reduce((sum, arrow) => sum + arrow.delay, 0),
    disputed: path.some((arrow) => new Set(arrow.views.map((view) => view.sign).filter(Boolean)).size > 1),
  };
}

/**
 * A loop in plain words: "More A leads to more B, which leads to more A: it feeds itself (reinforcing)."
 * @param {Loop} loop
 * @param {Arrows} arrows
 * @param {(id: string) => string} name
 */
export function loopInWords(loop, arrows, name) {
  const path = loop.arrows.map((id) => /** @type {import("./arrows.js").Arrow} */ (arrows.byId.get(id)));
  return `${chainInWords(path, name)}: ${ENDS[loop.kind]}`;
}

/**
 * Arrows one after another in plain words: "More A leads to more B, which leads to less C".
 * @param {import("./arrows.js").Arrow[]} path
 * @param {(id: string) => string} name
 */
export function chainInWords(path, name) {
  let more = true;
  const steps = path.map((arrow, at) => {
    const which = at === 0 ? " " : ", which ";
    if (!arrow.sign) return `${which}acts on ${name(arrow.to)}`;
    if (arrow.sign === "-") more = !more;
    return `${which}leads to ${more ? "more" : "less"} ${name(arrow.to)}`;
  });
  return `More ${name(path[0].from)}${steps.join("")}`;
}

const ENDS = {
  R: "it feeds itself (reinforcing).",
  B: "it holds itself back (balancing).",
  "?": "nobody has said which way every link goes.",
};
