// Shows what readers will see while an editor still types. Without it, the button of that name does the same.
"use strict";

const form = document.querySelector("form.decide");

async function showPreview() {
  const data = new FormData(form);
  data.set("preview", "1");
  const response = await fetch(form.action, { method: "POST", body: data, redirect: "error" });
  if (!response.ok) return;
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = answer.querySelector("form.decide .about");
  // What the editor has seen, and what is ticked beside the claims, stays as it is.
  const seen = [...form.querySelectorAll(".before-after")];
  const now = fresh ? [...fresh.querySelectorAll(".before-after")] : [];
  if (seen.length === now.length) seen.forEach((list, at) => list.replaceWith(now[at]));
}

if (form) {
  form.querySelector(".given").addEventListener("change", () => showPreview().catch(() => {}));
}
