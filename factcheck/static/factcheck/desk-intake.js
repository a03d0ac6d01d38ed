/* Decides proposals by keys, shows in the text what was decided, and keeps everything while an editor works.
   Without this script the same is done with radio buttons and the button that keeps. */
"use strict";

const form = document.querySelector("form.review");
const QUIET = 800; // milliseconds without a change before what is there is kept
const LEFT_OUT = "skip";

if (form) {
  const proposals = [...form.querySelectorAll(".proposal")];
  const keysOn = document.getElementById("keys-on");
  const undone = []; // [proposal, the value that was chosen before]
  let here = -1;
  let timer = 0;

  const chosen = (proposal) => proposal.querySelector("input[type=radio]:checked");
  const marks = (proposal) => form.querySelectorAll(`.found[data-proposal="${proposal.dataset.number}"]`);

  function show(proposal) {
    const value = chosen(proposal)?.value ?? "";
    proposal.classList.toggle("taken", value !== "" && value !== LEFT_OUT);
    proposal.classList.toggle("left", value === LEFT_OUT);
    for (const mark of marks(proposal)) {
      mark.classList.toggle("found-taken", value !== "" && value !== LEFT_OUT);
      mark.classList.toggle("found-left", value === LEFT_OUT);
    }
  }

  function go(number) {
    if (number < 0 || number >= proposals.length) return;
    form.querySelectorAll(".found.here").forEach((mark) => mark.classList.remove("here"));
    here = number;
    proposals[here].focus({ preventScroll: true });
    proposals[here].scrollIntoView({ block: "start", behavior: "instant" });
    for (const mark of marks(proposals[here])) mark.classList.add("here");
    marks(proposals[here])[0]?.scrollIntoView({ block: "nearest" });
  }

  function decide(proposal, radio) {
    if (!radio) return;
    undone.push([proposal, chosen(proposal)?.value ?? null]);
    radio.checked = true;
    changed(proposal);
    const next = proposals.findIndex((other, number) => number > here && !chosen(other));
    if (next >= 0) go(next);
  }

  // Evidence is not offered where nothing is named that it is about.
  const isOffered = (radio) => radio.closest("label").checkVisibility();

  function offered(key) {
    return [...(proposals[here]?.querySelectorAll(`input[data-key=${key}]`) ?? [])].find(isOffered);
  }

  function undo() {
    const last = undone.pop();
    if (!last) return;
    const [proposal, before] = last;
    for (const radio of proposal.querySelectorAll("input[type=radio]")) radio.checked = radio.value === before;
    changed(proposal);
    go(proposals.indexOf(proposal));
  }

  function edit(proposal) {
    const details = proposal.querySelector("details");
    details.open = true;
    const fields = [...details.querySelectorAll("textarea, input[type=text], select")];
    (fields.find((field) => field.value) ?? fields[0])?.focus();
  }

  const KEYS = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    a: () => decide(proposals[here], offered("a")),
    m: () => decide(proposals[here], offered("m")),
    s: () => decide(proposals[here], offered("s")),
    e: () => here >= 0 && edit(proposals[here]),
    u: undo,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) return;
    const target = event.target;
    if (event.key === "Escape" && here >= 0 && target.closest(".proposal")) { go(here); return; }
    if (target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
    const act = KEYS[event.key];
    if (!act || (here < 0 && !"jku".includes(event.key))) return;
    event.preventDefault();
    act();
  });

  form.addEventListener("focusin", (event) => {
    const proposal = event.target.closest(".proposal");
    if (proposal) here = proposals.indexOf(proposal);
  });

  // A source that a name looks like is chosen with one click; without this script its number is typed.
  for (const alike of form.querySelectorAll(".alike")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...alike.childNodes);
    button.addEventListener("click", () => {
      const input = document.getElementById(alike.dataset.for);
      input.value = alike.dataset.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
    alike.append(button);
  }

  function tellAims(about) {
    const links = [...about.querySelectorAll("input:checked")].map((box) => {
      const link = document.createElement("a");
      link.href = `#p${box.value}`;
      link.textContent = String(Number(box.value) + 1);
      return link;
    });
    const told = links.flatMap((link, number) => (number ? [", ", link] : [link]));
    about.querySelector(".aims").replaceChildren(...(told.length ? told : [about.querySelector("ul").dataset.none]));
    for (const radio of about.closest(".proposal").querySelectorAll("input[type=radio]:checked")) {
      if (!isOffered(radio)) radio.checked = false;
    }
  }

  for (const about of form.querySelectorAll(".about")) about.addEventListener("change", () => tellAims(about));

  // Keeping --------------------------------------------------------------------------------------------------------

  // One at a time: a second one would come with the version that the first has just used up.
  let keeping = null;

  function keep() {
    const mine = (keeping ?? Promise.resolve()).then(send).catch(() => {}).finally(() => {
      if (keeping === mine) keeping = null;
    });
    keeping = mine;
  }

  async function send() {
    const data = new FormData(form);
    const response = await fetch(form.dataset.keep, { method: "POST", body: data });
    const answer = await response.json();
    const said = document.getElementById("kept");
    said.classList.toggle("refused", !response.ok);
    if (response.ok) {
      form.elements.version.value = answer.version;
      said.textContent = `✓ ${answer.kept}`;
    } else {
      said.textContent = answer.problem;
    }
  }

  function changed(proposal) {
    if (proposal) show(proposal);
    clearTimeout(timer);
    timer = setTimeout(keep, QUIET);
  }

  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => changed(event.target.closest(".proposal")));
  }
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!keeping) return;
    event.preventDefault();
    keeping.then(() => form.requestSubmit(event.submitter));
  });

  keysOn.checked = localStorage.getItem("desk-keys") !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem("desk-keys", keysOn.checked ? "on" : "off"));
  proposals.forEach(show);
}
