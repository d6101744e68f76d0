// @ts-check
/** The lines of a page: one for each layer, with the copies in this browser, and one word for how it stands. */
import { Doc } from "../document/yjs.js";
import { Here } from "./awareness.js";
import { Connection } from "./connection.js";
import { kept } from "./offline.js";

/** The worst of several: what is told of all layers together. */
const ORDER = ["refused", "offline", "connecting", "saving", "saved", "closed"];

export class Rooms {
  /**
   * @param {import("../document/live_map.js").LiveMap} map
   * @param {{socket: string, place: string, person: string}} start
   * @param {{onStatus: (status: string) => void, onWelcome: (layer: string, said: any) => void,
   *   onOthers: () => void, onRefused: (layer: string, said: any, lost: any) => void, onReady: () => void}} tell
   */
  constructor(map, start, tell) {
    this.map = map;
    this.start = start;
    this.tell = tell;
    /** @type {Map<string, {connection: Connection, copy: any}>} */
    this.lines = new Map();
    /** @type {Map<string, string>} */
    this.statuses = new Map([...map.layers.keys()].map((id) => [id, "connecting"]));
    /** @type {Here | null} */
    this.here = null;
  }

  open() {
    addEventListener("offline", () => this.lines.forEach(({ connection }) => connection.lose()));
    addEventListener("online", () => this.lines.forEach(({ connection }) => connection.comeBack()));
    return Promise.all([...this.map.layers.keys()].map((id) => this.join(id)));
  }

  /** @param {string} layer */
  async join(layer) {
    const doc = new Doc();
    const copy = await kept(`commonweal/${this.start.place}/${layer}/${this.start.person}`, doc);
    const isKept = doc.store.clients.size > 0;
    if (isKept) this.#ready(layer, doc);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const connection = new Connection({
      url: `${scheme}//${location.host}${this.start.socket}${layer}/`,
      doc,
      unsaved: copy?.unsaved ?? false,
      onStatus: (status) => this.#status(layer, status),
      onWelcome: (said) => {
        this.map.layer(layer).mayEdit = Boolean(said?.you?.may_edit);
        this.tell.onWelcome(layer, said);
      },
      onSynced: () => this.map.layer(layer).doc !== doc && this.#ready(layer, doc),
      onRefused: (said) => this.#refused(layer, said),
      onAwareness: (bytes) => layer === "shared" && this.here?.hear(bytes),
      onUnsaved: (unsaved) => copy?.setUnsaved(unsaved),
    });
    this.lines.set(layer, { connection, copy });
    if (layer === "shared") this.here = new Here(doc, (bytes) => connection.sendAwareness(bytes), this.tell.onOthers);
  }

  /**
   * @param {string} layer
   * @param {any} doc
   */
  #ready(layer, doc) {
    this.map.setDoc(layer, doc);
    this.tell.onReady();
  }

  /**
   * @param {string} layer
   * @param {string} status
   */
  #status(layer, status) {
    this.statuses.set(layer, status);
    const line = this.lines.get(layer);
    if (status === "closed" && line && !line.connection.unsaved) line.copy?.forget(); // a role that ended takes its copy along
    if (layer === "shared" && status === "offline") this.here?.forgetOthers();
    if (layer === "shared" && (status === "saved" || status === "saving")) this.here?.sayAgain();
    const now = [...this.statuses.values()];
    this.tell.onStatus(ORDER.find((each) => now.includes(each)) ?? "saved");
  }

  /**
   * What the server did not take: the copy goes, the layer is fetched anew, and what was lost is told.
   * @param {string} layer
   * @param {any} said
   */
  async #refused(layer, said) {
    const line = this.lines.get(layer);
    const lost = this.map.layer(layer).doc;
    line?.connection.stop();
    await line?.copy?.forget();
    if (layer === "shared") this.here?.stop();
    await this.join(layer);
    this.tell.onRefused(layer, said, lost);
  }
}
