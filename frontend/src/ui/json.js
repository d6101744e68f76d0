// @ts-check
/** The JSON that the server wrote into a page. */

/**
 * @param {Document} page
 * @param {string} id of a script element of type application/json
 * @returns {any}
 */
export function readJson(page, id) {
  return JSON.parse(page.getElementById(id)?.textContent ?? "null");
}
