// @ts-check
/** The panel of one act, or of one tie: what it says in a sentence, and its fields. */
import { html } from "../../ui/parts/build.js";
import { choiceField, dateField } from "../../ui/parts/fields.js";
import { powerOf, TIE_STRENGTHS } from "../editing/who_dialogs.js";
import { POWERS, TIES, seenWords, sentenceOf } from "../who_words.js";
import { act, heading } from "./parts.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/strands.js").Strand} strand
 */
export function strandPanel(page, strand) {
  const name = (/** @type {string} */ id) => page.name(id);
  const seen = strand.layer === "shared" ? "" : ` · ${seenWords(strand.layer)}`;
  return [
    heading(`${strand.what === "act" ? "Who can act" : "Tie"}${seen}`, `${name(strand.from)} → ${name(strand.to)}`),
    html("p", { class: "cw-panel__lead" }, `${sentenceOf(strand, name)}.`),
    html("div", { class: "cw-panel__tools" },
      act("From", () => page.selection.choose([strand.from]), { label: `From: go to ${name(strand.from)}` }),
      act("To", () => page.selection.choose([strand.to]), { label: `To: go to ${name(strand.to)}` }),
      page.map.mayEdit(strand.layer) && act("Delete", () => page.removeChosen())),
    html("div", { class: "cw-fields" }, ...(strand.what === "act" ? actFields(page, strand) : tieFields(page, strand))),
  ];
}

/** @param {import("../page.js").MapPage} page @param {import("../document/strands.js").Strand} strand */
function actFields(page, { key, layer, power }) {
  const value = power === null ? "" : String(power);
  return [choiceField({ key: `${key}-power`, label: "How much can it do about it?", value, readonly: page.readonly(layer), options: POWERS, save: (said) => page.change("actors", key, { power: powerOf(said) }) })];
}

/** @param {import("../page.js").MapPage} page @param {import("../document/strands.js").Strand} strand */
function tieFields(page, strand) {
  const { key, layer } = strand;
  const field = (/** @type {"kind" | "strength" | "since" | "until"} */ name, /** @type {string} */ label) => ({ key: `${key}-${name}`, label, value: /** @type {any} */ (strand)[name] ?? "", readonly: page.readonly(layer), save: (/** @type {any} */ value) => page.change("ties", key, { [name]: value }) });
  const strength = strand.strength === null ? "" : String(strand.strength);
  const strengths = TIE_STRENGTHS.some(([id]) => id === strength) ? TIE_STRENGTHS : [...TIE_STRENGTHS, /** @type {[string, string]} */ ([strength, strength])];
  return [
    choiceField({ ...field("kind", "What the first does"), options: Object.entries(TIES) }),
    choiceField({ ...field("strength", "How strong"), value: strength, options: strengths, save: (value) => page.change("ties", key, { strength: powerOf(value) }) }),
    dateField(field("since", "Since")),
    dateField({ ...field("until", "Until"), hint: "Empty while it goes on." }),
  ];
}
