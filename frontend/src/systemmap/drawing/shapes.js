// @ts-check
/** The edge of each kind of factor, and of partners and people, so that nobody needs its colour. */

/**
 * A path round the middle.
 * @param {string} kind
 * @param {number} wide
 * @param {number} high
 */
export function outline(kind, wide, high) {
  const [x, y] = [wide / 2, high / 2];
  if (kind === "partner" || kind === "person") return rounded(x, y, y);
  if (kind === "outcome") return rounded(x, y, Math.min(y, 26));
  if (kind === "activity") return `M${-x + 12},${-y}H${x - 12}L${x},0L${x - 12},${y}H${-x + 12}L${-x},0Z`;
  if (kind === "stock") return `M${-x},${-y}H${x}V${y}H${-x}ZM${-x + 4},${-y + 4}H${x - 4}V${y - 4}H${-x + 4}Z`;
  return rounded(x, y, 8);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function rounded(x, y, r) {
  return `M${-x + r},${-y}H${x - r}a${r},${r} 0 0 1 ${r},${r}V${y - r}a${r},${r} 0 0 1 ${-r},${r}H${-x + r}a${r},${r} 0 0 1 ${-r},${-r}V${-y + r}a${r},${r} 0 0 1 ${r},${-r}Z`;
}

/** The sign of a link in its circle, drawn as one path: a plus, a minus, or both where views differ. */
const CIRCLE = "M-8.5,0a8.5,8.5 0 1 0 17,0a8.5,8.5 0 1 0 -17,0Z";
export const SIGNS = /** @type {Record<string, string>} */ ({
  "+": `${CIRCLE}M-4,0H4M0,-4V4`,
  "-": `${CIRCLE}M-4,0H4`,
  "±": `${CIRCLE}M-4,-2H4M0,-6V2M-4,5H4`,
});
