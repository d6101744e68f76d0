// @ts-check
/** The one place where the library of shared documents comes in. */
export {
  Doc,
  Map as SharedMap,
  UndoManager,
  applyUpdate,
  decodeUpdate,
  encodeStateAsUpdate,
  encodeStateVector,
} from "yjs";
