/* Suggestions under a field that names one row among many (claims.admin.picking). A combobox after WAI-ARIA 1.2;
   without this script the name is typed whole, and found when the form is sent. */
"use strict";

const WAIT = 150; // milliseconds: shorter than a pause between words, longer than between letters

for (const input of document.querySelectorAll("input[data-pick]")) {
  const list = document.createElement("ul");
  let timer = 0;
  let asked = "";
  let chosen = -1;

  list.className = "suggestions-list";
  list.id = `${input.id}-suggestions`;
  list.role = "listbox";
  list.hidden = true;
  input.after(list);
  input.parentElement.classList.add("picking");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    input.value = option.dataset.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  }

  function show(found) {
    list.replaceChildren(...found.map(({ value, hint }, number) => {
      const option = document.createElement("li");
      const name = document.createElement("bdi");
      const more = document.createElement("small");
      option.id = `${list.id}-${number}`;
      option.role = "option";
      option.dataset.value = value;
      name.textContent = value;
      more.textContent = ` ${hint}`;
      option.append(name, more);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return option;
    }));
    chosen = -1;
    list.hidden = found.length === 0;
    list.style.top = `${input.offsetTop + input.offsetHeight}px`;
    list.style.left = `${input.offsetLeft}px`;
    input.setAttribute("aria-expanded", String(found.length > 0));
  }

  function move(step) {
    const options = [...list.children];
    chosen = (chosen + step + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    options[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  async function ask() {
    const typed = input.value.trim();
    asked = typed;
    if (!typed || /#\d+$/.test(typed)) return close();
    const response = await fetch(`${input.dataset.pick}?${new URLSearchParams({ q: typed })}`);
    if (!response.ok || asked !== input.value.trim()) return;
    show((await response.json()).found);
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && chosen >= 0) choose(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
