// Shows what readers will see while an editor still types. Without it, the button of that name does the same.
"use strict";

const form = document.querySelector("form.decide");
let asked = new AbortController();

async function showPreview() {
  asked.abort(); // an answer to what was typed before must not come last
  asked = new AbortController();
  const data = new FormData(form);
  data.set("preview", "1");
  const response = await fetch(form.action, { method: "POST", body: data, redirect: "error", signal: asked.signal });
  if (!response.ok) return;
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  // Only this is replaced: what the editor has seen, and what is ticked beside the claims, stays as it is.
  const shown = [...form.querySelectorAll(".before-after")];
  const fresh = [...answer.querySelectorAll("form.decide .before-after")];
  if (shown.length === fresh.length) shown.forEach((list, at) => list.replaceWith(fresh[at]));
}

if (form) {
  form.querySelector(".given").addEventListener("change", () => showPreview().catch(() => {}));
}
