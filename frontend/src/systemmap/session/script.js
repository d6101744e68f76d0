// @ts-check
/** A first hour together on the map, step by step. */

export const STEPS = [
  { minutes: 5, title: "Say what it is about", say: "Read the question aloud. Ask each person for one sentence: what would be different here if it were answered?", prompt: "" },
  { minutes: 10, title: "Name what matters", say: "Everyone adds two things that people want in the end. Same thing said twice? Keep one, and thank both.", prompt: "Everyone: add two outcomes" },
  { minutes: 15, title: "Name what drives it", say: "Everyone adds three things that raise or lower an outcome. Ask for things that can be more or less, not for solutions.", prompt: "Everyone: add three factors" },
  { minutes: 12, title: "Link them", say: "In pairs, link what acts on what, and say up or down. Where two of you differ, keep both views: that is worth knowing.", prompt: "In pairs: make five links" },
  { minutes: 8, title: "Find what feeds itself", say: "Follow a link out, and out again. Does it come back? Read the loop aloud from the panel, and ask: where have you seen this?", prompt: "" },
  { minutes: 5, title: "Choose where to look closer", say: "Everyone chooses the three factors that matter most. Then ask whose voice is missing, and who will ask them.", prompt: "Everyone: choose three" },
  { minutes: 5, title: "Close", say: "Say what was found, what is disputed, and who does what before you meet again.", prompt: "" },
];

/** @param {number | null} step */
export function stepOf(step) {
  return step === null || step === undefined ? null : (STEPS[step] ?? null);
}

/**
 * How long a timer has still to run, as people read it: "4:05", "0:00" when it is over.
 * @param {{ends: string} | null} timer
 * @param {number} now milliseconds
 */
export function left(timer, now) {
  const ends = Date.parse(timer?.ends ?? "");
  if (Number.isNaN(ends)) return "";
  const seconds = Math.max(0, Math.ceil((ends - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * How far the people are with what they were asked: how many factors came since.
 * @param {number | null} before factors when it was asked
 * @param {number} now
 */
export function progress(before, now) {
  return before === null || now <= before ? "" : `${now - before} so far`;
}
