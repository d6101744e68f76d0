// @ts-check
/** The map on its page: builds its parts round the drawing, and joins it to the server. */
import { html } from "../ui/parts/build.js";
import { readJson } from "../ui/json.js";
import { deedsOf } from "./editing/deeds.js";
import { Handle } from "./editing/handle.js";
import { Keyboard } from "./editing/keyboard.js";
import { Pointer } from "./editing/pointer.js";
import { widths } from "./drawing/text.js";
import { Hearsay } from "./live/hearsay.js";
import { notice } from "./live/notice.js";
import { Presence } from "./live/presence.js";
import { Rooms } from "./live/rooms.js";
import { followInFrame } from "./look/frame.js";
import { Legend } from "./look/legend.js";
import { whatIsLost } from "./look/saved.js";
import { Overview } from "./look/overview.js";
import { wayIn } from "./look/way.js";
import { paperKey, paperTitle } from "./look/paper.js";
import { STATUS, Toolbar } from "./look/toolbar.js";
import { MapPage } from "./page.js";
import { Panel } from "./panel/panel.js";
import { Session } from "./session/session.js";
import { Table } from "./table/table.js";

/** Tells whether the page's own type has come: its width is another in another. */
const SAMPLE = "Street drinking at night";

/** @param {HTMLElement} island */
export function mountMap(island) {
  const start = readJson(document, "map-start");
  const live = html("p", { class: "govuk-visually-hidden", role: "status", "aria-live": "polite" });
  const page = new MapPage(start, { announce: (words) => announce(live, words), widthOf: widthsIn() });
  const over = html("div", { class: "cw-map__html" });
  const hint = html("div", { class: "cw-hint", hidden: true });
  /** @type {any} */
  let [panel, keyboard, rooms] = [null, null, null];
  const say = (/** @type {Record<string, any>} */ said) => rooms?.here?.say({ ...said, map: page.asked.map });
  const session = new Session(page, { hint: (/** @type {string} */ words) => show(hint, words) });
  let toDrawing = () => {};
  const deeds = deedsOf(page, { drawing: () => toDrawing(), panel: () => panel, keyboard: () => keyboard, over: () => over, search: () => toolbar.search.field.focus(), say, hint: (words) => show(hint, words), vote: (id) => session.vote(id), spotlight: (id) => session.spotlight(id) });
  const toolbar = new Toolbar(page, deeds);
  panel = new Panel(page, deeds);
  keyboard = new Keyboard(page, deeds);
  new Pointer(page, deeds);
  new Handle(page);
  const table = new Table(page, deeds);
  const stage = html("div", { class: "cw-map__stage" }, page.stage.root, over, new Legend(page).root, new Overview(page).root, emptyNote(page), hint, zoomButtons(page), paperKey());
  const drawing = html("div", { class: "cw-map__body" }, stage, panel.root);
  const notices = html("div", { class: "cw-map__notices" });
  island.replaceChildren(notices, session.root, toolbar.root, paperTitle(page), drawing, table.root, live);
  island.hidden = false;
  toDrawing = views(page, { drawing, table }, start.view);
  if (start.framed) return framed(page);
  toolbar.more.append(session.button);
  const presence = new Presence(page, toolbar.people);
  new Hearsay(page, () => rooms?.here?.others() ?? []);
  page.selection.listeners.add(() => say({ selected: [...page.selection.factors].slice(0, 50) }));
  rooms = new Rooms(page.map, { socket: start.urls.socket, place: start.place, person: start.person }, {
    onStatus: (status) => stands(page, toolbar.status, status),
    onWelcome: (layer, said) => welcomed(page, layer, said),
    onOthers: () => presence.show(rooms?.here?.others() ?? []),
    onRefused: (layer, said, lost) => notice(notices, page, layer, said, lost),
    onReady: () => page.tellViewers(),
  });
  begin(page);
  const lost = whatIsLost(page, location.search);
  if (lost.words) show(hint, lost.words);
  if (Object.keys(lost.left).length) page.see(lost.left);
  if (start.can.join) requestAnimationFrame(() => setTimeout(() => rooms.open())); // the first picture comes first
  else stands(page, toolbar.status, "reading");
  addEventListener("pagehide", () => rooms?.here?.stop());
  return page;
}

/**
 * Inside another website the map is looked at: nothing is kept in the browser, no line is opened, nobody else is there.
 * @param {MapPage} page
 */
function framed(page) {
  followInFrame(page);
  begin(page);
  return page;
}

/** How wide texts are in the type of the page, as it is now. */
function widthsIn() {
  const canvas = document.createElement("canvas").getContext("2d");
  if (canvas) canvas.font = `500 15px ${getComputedStyle(document.body).fontFamily}`;
  return widths(canvas);
}

/** The first picture, and again when the window changes. @param {MapPage} page */
function begin(page) {
  page.stage.measure();
  page.stage.begin();
  page.draw();
  page.looks.served.look();
  if (page.scene.boxes.has(page.asked.focus)) page.selection.choose([page.asked.focus]);
  page.showWay(wayIn(location.search));
  new ResizeObserver(() => page.stage.measure()).observe(page.stage.root);
  const before = page.scene.widthOf(SAMPLE);
  document.fonts?.ready.then(() => {
    page.scene.widthOf = widthsIn();
    if (page.scene.widthOf(SAMPLE) !== before) page.redraw();
  });
  addEventListener("beforeprint", () => addEventListener("afterprint", page.stage.print(), { once: true }));
}

/**
 * Drawing and table are one page: its tabs change between them without asking the server. What goes to the drawing.
 * @param {MapPage} page
 * @param {{drawing: HTMLElement, table: any}} parts
 * @param {string} first
 */
function views(page, parts, first) {
  const tabs = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a.cw-tabs__link")]);
  const paths = /** @type {Record<string, string>} */ ({ drawing: page.start.urls.map, table: page.start.urls.table });
  const show = (/** @type {string} */ view) => {
    parts.drawing.hidden = view !== "drawing";
    parts.table.show(view === "table");
    for (const tab of tabs) {
      if (tab.pathname === paths[view]) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    if (view === "drawing") page.stage.measure();
  };
  const go = (/** @type {string} */ view) => {
    history[page.start.framed ? "replaceState" : "pushState"](null, "", paths[view] + location.search); // in a frame, Back is the other website's
    show(view);
  };
  for (const tab of tabs) {
    const view = Object.keys(paths).find((each) => paths[each] === tab.pathname);
    if (!view) continue;
    tab.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(view);
    });
  }
  addEventListener("popstate", () => show(location.pathname === paths.table ? "table" : "drawing"));
  show(first);
  return () => parts.drawing.hidden && go("drawing");
}

/** What an empty map says. @param {MapPage} page */
function emptyNote(page) {
  const note = html("div", { class: "cw-map__empty", hidden: true });
  page.viewers.add(() => {
    note.hidden = page.scene.boxes.size > 0;
    if (note.hidden || note.dataset.may === String(page.mayEdit)) return;
    note.dataset.may = String(page.mayEdit);
    const begin = page.mayEdit ? "Click twice here, or press Add factor, and name what people want in the end." : "When somebody adds a factor, it is shown here.";
    note.replaceChildren(html("p", { class: "cw-map__empty-lead" }, "The map is empty"), html("p", {}, begin));
  });
  return note;
}

/** @param {MapPage} page */
function zoomButtons(page) {
  const button = (/** @type {string} */ words, /** @type {string} */ label, /** @type {() => void} */ deed) => html("button", { type: "button", class: "cw-zoom__button", "aria-label": label, onclick: deed }, words);
  return html("div", { class: "cw-zoom" }, button("+", "Zoom in", () => page.stage.zoom(1.3)), button("−", "Zoom out", () => page.stage.zoom(1 / 1.3)), button("Fit", "Fit: show everything", () => page.stage.fit()));
}

/** @param {MapPage} page @param {HTMLElement} line @param {string} status */
function stands(page, line, status) {
  const said = status === "saved" && !page.mayEdit ? "reading" : status;
  page.status = said;
  if (line.dataset.status === said) return;
  line.dataset.status = said;
  line.textContent = STATUS[said] ?? said;
  page.tellViewers();
}

/** @param {MapPage} page @param {string} layer @param {any} said */
function welcomed(page, layer, said) {
  if (layer === "shared") page.you = said.you;
  page.tellViewers();
}

/** @param {HTMLElement} live @param {string} words */
function announce(live, words) {
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = words));
}

/** @param {HTMLElement} hint @param {string} words */
function show(hint, words) {
  hint.hidden = !words;
  hint.replaceChildren(html("p", {}, words), html("button", { type: "button", class: "cw-link-button", onclick: () => (hint.hidden = true) }, "Close"));
}

for (const island of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-island="map"]'))) mountMap(island);
