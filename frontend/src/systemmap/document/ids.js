// @ts-check
/** Ids that two people who are offline never make alike. */

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const MOST_LETTERS = 55;

/**
 * The id of a new factor: its name in plain letters, and four random ones.
 * @param {string} name
 * @param {() => number} [random]
 */
export function newFactorId(name, random = Math.random) {
  const plain = slug(name).slice(0, MOST_LETTERS).replace(/-+$/, "") || "factor";
  const begun = /^[a-z]/.test(plain) ? plain : `f-${plain}`.slice(0, MOST_LETTERS);
  return `${begun}-${letters(4, random)}`;
}

/**
 * The key of a new link or tie.
 * @param {() => number} [random]
 */
export function newKey(random = Math.random) {
  return letters(20, random);
}

/**
 * A text in plain letters, digits and single hyphens.
 * @param {string} text
 */
export function slug(text) {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/&/g, " and ").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/**
 * @param {number} count
 * @param {() => number} random
 */
function letters(count, random) {
  return Array.from({ length: count }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join("");
}
