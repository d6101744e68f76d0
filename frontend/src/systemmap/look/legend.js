// @ts-check
/** What the colours mean, while they mean something; of which outcome, and why there may be none; and the marks of
 * partners and people, while they are shown. */
import { html } from "../../ui/parts/build.js";
import { keepingFocus } from "../../ui/parts/keep_focus.js";
import { WHO } from "./address.js";
import { COLOURINGS } from "./colouring.js";
import { SERVED } from "./served.js";
import { whoKeys } from "./who.js";

const FAILED = "This could not be worked out: the outcome is not on the map any more, or there is no line to the server.";

/** Narrower than this the legend is closed until somebody opens it. */
const NARROW = "(max-width: 56em)";

export class Legend {
  /** @param {import("../page.js").MapPage} page */
  constructor(page) {
    this.page = page;
    this.root = html("details", { class: "cw-legend", hidden: true });
    this.root.open = !matchMedia(NARROW).matches;
    page.viewers.add(() => keepingFocus(this.root, () => this.draw()));
  }

  draw() {
    const { colour, who } = this.page.asked;
    const tones = this.page.looks.legend();
    const served = SERVED.has(colour);
    const hasColours = tones.length > 0 || served;
    this.root.hidden = !hasColours && !who;
    const list = html("ul", { class: "cw-legend__list" }, ...tones.map(({ tone, label, count }) => html("li", {}, html("span", { class: `cw-tone has-tone-${tone}`, "aria-hidden": "true" }), `${label} (${count})`)));
    const whose = who === "all" ? "Who" : WHO[who];
    const title = html("summary", { class: "cw-legend__title", "data-key": "legend" }, hasColours ? (served && this.page.looks.served.answer?.title) || (COLOURINGS[colour] ?? "") : whose);
    const colours = served ? this.#served(tones.length ? list : null) : hasColours ? [list] : [];
    const marks = who ? [hasColours && html("p", { class: "cw-legend__title" }, whose), html("ul", { class: "cw-legend__list" }, ...whoKeys(who))] : [];
    this.root.replaceChildren(title, ...colours, ...marks.filter((each) => each instanceof Node));
  }

  /** @param {HTMLElement | null} list @returns {Node[]} */
  #served(list) {
    const { answer, state, moved, outcomes } = this.page.looks.served;
    const choice = this.page.asked.colour === "leverage" ? this.#outcomes(outcomes, this.page.asked.outcome || (answer?.outcome ?? "")) : null;
    const note = (/** @type {string} */ words) => html("p", { class: "cw-legend__note" }, words);
    if (!answer) return /** @type {Node[]} */ ([choice, ...(state === "failed" ? [note(FAILED), this.#again()] : [note("Working it out …")])].filter(Boolean));
    return [
      choice,
      answer.why ? note(answer.why) : list,
      answer.more && html("p", { class: "cw-legend__note" }, html("a", { class: "govuk-link", href: answer.more }, answer.why ? "Levers says more" : "In words, with ranges: Levers")),
      moved && note("As of the last saved change."),
    ].filter((each) => each instanceof Node);
  }

  #again() {
    return html("button", { type: "button", class: "cw-link-button", "data-key": "colours-again", onclick: () => this.page.see({ outcome: "" }) }, "Ask again");
  }

  /**
   * Which outcome, where there are several.
   * @param {{id: string, name: string}[]} outcomes
   * @param {string} now
   */
  #outcomes(outcomes, now) {
    if (outcomes.length === 1) return html("p", { class: "cw-legend__outcome" }, outcomes[0].name);
    if (!outcomes.length) return null;
    const choice = html("select", { class: "govuk-select cw-legend__choice", id: "legend-outcome", "data-key": "legend-outcome" }, ...outcomes.map(({ id, name }) => html("option", { value: id, selected: id === now }, name)));
    choice.dataset.was = choice.value;
    choice.addEventListener("change", () => {
      choice.dataset.was = choice.value;
      this.page.see({ outcome: choice.value });
    });
    return html("div", {}, html("label", { class: "govuk-visually-hidden", for: "legend-outcome" }, "Which outcome"), choice);
  }
}
