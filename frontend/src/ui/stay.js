// @ts-check
/** Writing a long form counts as using the site, so that nobody is signed out in the middle of it. */

/** Milliseconds between two signs of life: the site notes the last use every five minutes. */
export const BETWEEN = 4 * 60 * 1000;

/**
 * Tells the site, at most every few minutes, that somebody writes in this page. The address stands in the body's data-stay.
 * @param {Document} page
 * @param {(address: string) => Promise<unknown>} tell
 * @param {() => number} clock
 */
export function stayWhileWriting(page, tell = (address) => fetch(address, { method: "HEAD" }), clock = Date.now) {
  const address = page.body.dataset.stay;
  if (!address) return;
  let last = clock();
  page.addEventListener("input", () => {
    if (clock() - last < BETWEEN) return;
    last = clock();
    tell(address).catch(() => {}); // the next sign of life tries again
  });
}
