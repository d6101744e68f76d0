// @ts-check
/** The map inside another website: its heading and its way out follow the map in view. */
import { addressOf } from "./address.js";

/** @param {import("../page.js").MapPage} page */
export function followInFrame(page) {
  const title = document.getElementById("frame-title");
  const full = /** @type {HTMLAnchorElement | null} */ (document.getElementById("frame-full"));
  page.viewers.add(() => {
    const name = page.store.maps.get(page.asked.map)?.name || page.start.question || page.start.name;
    if (title && title.textContent !== name) title.textContent = name;
    if (full) full.setAttribute("href", addressOf(page.start.urls.full, page.asked));
  });
}

/**
 * What a page of another website is given to show a view of the map.
 * @param {{url: string, title: string, origin: string}} about `url` is the address of the view for frames
 */
export function frameCode({ url, title, origin }) {
  const said = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
  return `<iframe src="${said(origin + url)}" title="${said(title)}" width="100%" height="640" loading="lazy" sandbox="${sandbox}" referrerpolicy="no-referrer" style="border: 0"></iframe>`;
}
