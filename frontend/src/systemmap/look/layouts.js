// @ts-check
/** Layouts by the server: where the factors in view, and partners and people with them, would stand. */

/**
 * Asks for a layout and takes it on as one step that can be undone.
 * @param {import("../page.js").MapPage} page
 * @param {"layers" | "force" | "sectors"} how
 */
export async function lay(page, how) {
  const asked = askedOf(page, how);
  page.announce("Working out where things stand");
  try {
    const answer = await fetch(page.start.urls.layout, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token() }, body: JSON.stringify(asked) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${said.problem}. ${said.mend}`);
    page.move(said.positions);
    page.stage.fit();
    page.announce("Laid out anew. Undo brings the old places back.");
  } catch (error) {
    page.announce(`The layout could not be worked out: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {string} how
 */
export function askedOf(page, how) {
  const factors = [...page.scene.boxes.keys()].filter((id) => page.looks.shows(id)).sort();
  const shown = new Set(factors);
  const lines = [...page.scene.arrows.byId.values(), ...[...page.scene.company.curves.keys()].flatMap((id) => page.scene.company.get(id) ?? [])];
  const links = lines.filter((line) => shown.has(line.from) && shown.has(line.to)).map((line) => [line.from, line.to]).sort();
  const groups = Object.fromEntries(factors.map((id) => [id, page.looks.sectors(id)[0] ?? ""]).filter(([, sector]) => sector));
  return { how, factors, links, groups };
}

function token() {
  return /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
}
