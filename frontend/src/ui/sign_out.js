// @ts-check
/** Whoever signs out leaves nothing of a map in this browser, so that the next person at this machine finds nothing. */

const OURS = "commonweal/";

/**
 * @param {Document} page
 * @param {Pick<IDBFactory, "databases" | "deleteDatabase">} [store]
 */
export function mountSignOut(page, store = globalThis.indexedDB) {
  for (const button of page.querySelectorAll(".cw-header__out")) {
    button.closest("form")?.addEventListener("submit", () => void forget(store));
  }
}

/**
 * Deletes the copies of maps that are kept for work without a network.
 * @param {Pick<IDBFactory, "databases" | "deleteDatabase"> | undefined} store
 */
export async function forget(store) {
  const kept = (await store?.databases?.()) ?? [];
  for (const { name } of kept) if (name?.startsWith(OURS)) store?.deleteDatabase(name);
}
