// @ts-check
/** A session in a room: what the facilitator shows to all (spotlight, timer, prompt), and choosing what matters. */
import { html } from "../../ui/parts/build.js";
import { item, menu } from "../../ui/parts/menu.js";
import { counted } from "../words.js";
import { STEPS, left, progress, stepOf } from "./script.js";

const MINUTES = [3, 5, 10, 15];

export class Session {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {{hint: (words: string) => void}} parts
   */
  constructor(page, parts) {
    this.page = page;
    this.parts = parts;
    this.root = html("div", { class: "cw-session", hidden: true });
    this.button = menu("Session", (close) => this.#tools(close));
    this.button.hidden = true;
    /** @type {number | null} how many factors there were when the prompt was first seen */
    this.before = null;
    page.onChange.add((touched) => touched.session && this.#changed(touched.session));
    page.viewers.add(() => this.draw());
    setInterval(() => this.clock && (this.clock.textContent = left(this.#get("timer"), Date.now())), 500);
  }

  /** @param {string} name */
  #get(name) {
    return this.page.store.session.get(name) ?? null;
  }

  /** @param {Record<string, any>} said */
  set(said) {
    if (this.page.you.may_facilitate) this.page.map.lead(said);
  }

  /** @param {string} id */
  spotlight(id) {
    this.set({ spotlight: this.#get("spotlight") === id ? null : id });
  }

  /** Choose a factor as one that matters, or take that back. @param {string} id */
  vote(id) {
    const { page } = this;
    if (!this.#get("voting")) return page.announce("Choosing is not on just now");
    const key = `${id}/${page.you.key}`;
    const had = page.store.reactions.has(key);
    const layer = page.store.layerOf("factors", id) ?? "shared";
    page.map.gesture({ [layer]: (root) => (had ? root("reactions").delete(key) : root("reactions").set(key, true)) });
    page.announce(`${page.name(id)}: ${had ? "no longer chosen" : "chosen"}, ${counted(page.looks.votes(id), "choice")}`);
  }

  draw() {
    this.button.hidden = !this.page.you.may_facilitate;
    const [prompt, timer, step, voting, locked] = ["prompt", "timer", "step", "voting", "locked"].map((name) => this.#get(name));
    const now = JSON.stringify([prompt, timer, step, voting, locked, this.page.you.may_facilitate, voting && this.#ranking(), this.#count()]);
    if (now === this.drawn) return;
    this.drawn = now;
    const script = this.page.you.may_facilitate ? stepOf(step) : null;
    this.clock = timer ? html("span", { class: "cw-session__clock", role: "timer" }, left(timer, Date.now())) : null;
    const parts = [
      prompt && html("p", { class: "cw-session__prompt" }, prompt, this.#count() && html("span", { class: "cw-session__count" }, this.#count())),
      this.clock,
      locked && html("p", { class: "cw-session__note" }, "Places are held still"),
      voting && html("p", { class: "cw-session__note" }, "Choose what matters most: V, or “Choose as a priority”. ", this.#ranking()),
      script && this.#script(step, script),
    ].filter(Boolean);
    this.root.hidden = parts.length === 0;
    this.root.replaceChildren(...parts);
  }

  #count() {
    return progress(this.before, this.page.store.factors.size);
  }

  /** The three that most have chosen. */
  #ranking() {
    const counts = /** @type {Map<string, number>} */ (new Map());
    for (const key of this.page.store.reactions.keys()) {
      const id = key.slice(0, key.lastIndexOf("/"));
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const first = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 3);
    return first.length ? `So far: ${first.map(([id, count]) => `${this.page.name(id)} (${count})`).join(", ")}.` : "";
  }

  /** @param {number} step @param {{minutes: number, title: string, say: string, prompt: string}} script */
  #script(step, script) {
    const to = (/** @type {number} */ next) => () => this.#step(next);
    return html("div", { class: "cw-session__script" },
      html("p", {}, html("strong", {}, `${step + 1} of ${STEPS.length}: ${script.title}`), ` (${script.minutes} minutes). ${script.say}`),
      html("div", { class: "cw-panel__tools" },
        html("button", { type: "button", class: "cw-tool", onclick: to(step - 1), disabled: step === 0 }, "Back"),
        step + 1 < STEPS.length ? html("button", { type: "button", class: "cw-tool", onclick: to(step + 1) }, `Next: ${STEPS[step + 1].title}`) : html("button", { type: "button", class: "cw-tool", onclick: () => this.set({ step: null, timer: null, prompt: null, voting: false }) }, "End the session")));
  }

  /** @param {number} step */
  #step(step) {
    const { minutes, prompt } = STEPS[step];
    this.set({ step, timer: timerOf(minutes), prompt: prompt || null, voting: step === 5 });
  }

  /** @param {() => void} close */
  #tools(close) {
    const done = (/** @type {Record<string, any>} */ said) => () => (close(), this.set(said));
    const title = (/** @type {string} */ words) => html("p", { class: "cw-menu__title" }, words);
    const field = html("input", { class: "govuk-input", type: "text", id: "session-prompt", maxlength: 200, placeholder: "Everyone: add three factors" });
    const ask = html("form", { class: "cw-menu__form", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), close(), this.set({ prompt: field.value.trim() || null })) }, html("label", { class: "govuk-label", for: "session-prompt" }, "Ask everyone"), field, html("button", { type: "submit", class: "cw-tool" }, "Ask"));
    return [
      item(this.#get("step") === null ? "Begin a first hour, step by step" : "End the steps", () => (close(), this.#get("step") === null ? this.#step(0) : this.set({ step: null }))),
      title("Show to all"), ask,
      this.#get("prompt") && item("Take the question away", done({ prompt: null })),
      ...MINUTES.map((minutes) => item(`Timer: ${minutes} minutes`, done({ timer: timerOf(minutes) }))),
      this.#get("timer") && item("Stop the timer", done({ timer: null })),
      title("For all"),
      item("Hold all places still", done({ locked: !this.#get("locked") }), { pressed: Boolean(this.#get("locked")) }),
      item("Let everyone choose what matters", done({ voting: !this.#get("voting") }), { pressed: Boolean(this.#get("voting")) }),
      this.#get("spotlight") && item("End the spotlight", done({ spotlight: null })),
    ].filter(Boolean);
  }

  /** @param {Set<string>} names */
  #changed(names) {
    const { page } = this;
    const spotlight = this.#get("spotlight");
    if (names.has("spotlight") && spotlight && page.scene.boxes.has(spotlight)) {
      page.stage.show(spotlight);
      page.announce(`Everyone looks at ${page.name(spotlight)}`);
    }
    if (names.has("prompt")) this.before = this.#get("prompt") ? page.store.factors.size : null;
    if (names.has("prompt") && this.#get("prompt")) page.announce(String(this.#get("prompt")));
    if (names.has("locked")) page.announce(this.#get("locked") ? "Places are held still" : "Places may be moved");
  }
}

/** @param {number} minutes */
function timerOf(minutes) {
  return { ends: new Date(Date.now() + minutes * 60_000).toISOString(), minutes };
}
