// @ts-check
/** A copy of a layer in this browser, so that what is drawn without a network is kept. */
import { IndexeddbPersistence } from "y-indexeddb";

/**
 * Keeps a document, and gives back what was kept; null where the browser keeps nothing (a private window).
 * @param {string} name
 * @param {any} doc
 */
export async function kept(name, doc) {
  if (!("indexedDB" in globalThis)) return null;
  try {
    const store = /** @type {any} */ (new IndexeddbPersistence(name, doc));
    store.isStored = true;
    const waited = await Promise.race([store.whenSynced.then(() => true), new Promise((late) => setTimeout(late, 2_000, false))]);
    if (!waited) return null;
    return {
      unsaved: Boolean(await store.get("unsaved")),
      setUnsaved: (/** @type {boolean} */ unsaved) => void store.set("unsaved", unsaved),
      forget: () => store.clearData(),
      stop: () => store.destroy(),
    };
  } catch {
    return null;
  }
}
