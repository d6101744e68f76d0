// @ts-check
/** What every page runs: the parts of govuk-frontend that we use, and our own small ones. Pages work without it. */
import { Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink, createAll } from "govuk-frontend";

import { mountCopyButtons } from "./copy.js";
import { openDetailsOfTarget } from "./reveal.js";
import { mountSignOut } from "./sign_out.js";
import { stayWhileWriting } from "./stay.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink]) {
  createAll(part);
}
mountCopyButtons(document);
mountSignOut(document);
openDetailsOfTarget(document, window.location.hash);
stayWhileWriting(document);
