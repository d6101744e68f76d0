// @ts-check
/** Opens folded parts that an address points into, so that a link to a table behind a chart shows it. */

/**
 * @param {Document} page
 * @param {string} hash of the address, with its "#"
 */
export function openDetailsOfTarget(page, hash) {
  const target = hash.length > 1 ? page.getElementById(decodeURIComponent(hash.slice(1))) : null;
  for (let folded = target?.closest("details"); folded; folded = folded.parentElement?.closest("details")) {
    folded.open = true;
  }
}
