// @ts-check
/** How another website shows the view that one has now: the code to copy, or what must be done first and by whom. */
import { html } from "../../ui/parts/build.js";
import { openDialog } from "../../ui/parts/dialog.js";
import { addressOf } from "../look/address.js";
import { frameCode } from "../look/frame.js";

/** @param {import("../page.js").MapPage} page */
export function showEmbedding(page) {
  const { url } = page.start.embedding;
  openDialog("Embed on another site", () => (url ? code(page, url) : notYet(page.start.embedding.settings)));
}

/** @param {import("../page.js").MapPage} page @param {string} url */
function code(page, url) {
  const { name, question } = page.start;
  const text = frameCode({ url: addressOf(url, sharedView(page)), title: `Map of ${name}${question ? `: ${question}` : ""}`, origin: location.origin });
  const field = html("textarea", { class: "govuk-textarea", id: "embed-code", rows: 6, readonly: true, spellcheck: "false" });
  field.value = text;
  const said = html("p", { class: "govuk-body", role: "status" });
  const copy = () => {
    field.select();
    navigator.clipboard?.writeText(text).then(() => (said.textContent = "Copied."), () => (said.textContent = "Copy what is marked."));
  };
  return [
    html("p", { class: "govuk-body" }, "Paste this into a page of the other website. It shows the view that you have now, as it is when somebody looks: only what everybody may see, to look at and not to change."),
    html("label", { class: "govuk-label", for: "embed-code" }, "Code for the other website"), field,
    html("button", { type: "button", class: "govuk-button", onclick: copy }, "Copy the code"), said,
  ];
}

/** The view without what is private: its id tells its name, and no other website is to say that. @param {import("../page.js").MapPage} page */
function sharedView({ asked, store }) {
  const shared = (/** @type {"maps" | "factors"} */ root, /** @type {string} */ id) => store.layerOf(root, id) === "shared";
  return { ...asked, map: shared("maps", asked.map) ? asked.map : "main", focus: shared("factors", asked.focus) ? asked.focus : "", outcome: shared("factors", asked.outcome) ? asked.outcome : "" };
}

/** @param {string} settings empty for whoever may not change them */
function notYet(settings) {
  const where = settings ? html("a", { class: "govuk-link", href: settings }, "Settings of the place") : html("strong", {}, "Records, Settings");
  return [
    html("p", { class: "govuk-body" }, "No other website may show this map yet."),
    html("p", { class: "govuk-body" }, settings ? "As its convenor you can allow it: open " : "A convenor of the place can allow it: under ", where, ", tick “Anybody may look at this place” and “Other websites may show its map”. Then what everybody may see can be shown elsewhere."),
  ];
}
