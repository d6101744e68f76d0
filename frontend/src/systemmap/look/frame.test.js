// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { frameCode } from "./frame.js";

test("the code is one frame with a title, and what is in a name stays inside its attribute", () => {
  const code = frameCode({ url: "/riverside/map/embed/?map=nights&colour=sector", title: 'Map of "Riverside" <b>', origin: "https://map.example.org" });

  assert.match(code, /^<iframe [^<>]*><\/iframe>$/);
  assert.match(code, /src="https:\/\/map\.example\.org\/riverside\/map\/embed\/\?map=nights&amp;colour=sector"/);
  assert.match(code, /title="Map of &quot;Riverside&quot; &lt;b&gt;"/);
  for (const part of ['loading="lazy"', 'sandbox="allow-scripts', "referrerpolicy"]) assert.ok(code.includes(part));
});
