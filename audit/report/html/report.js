"use strict";
// Findings: j and k go to the next and the previous card.
(() => {
  const list = document.querySelector("#findings");
  if (!list) return;
  const hint = list.querySelector(".hint");
  if (hint) hint.hidden = false;
  // Single letters act only while the list has the focus (WCAG 2.1.4).
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const cards = [...list.querySelectorAll(".card")].filter((card) => card.offsetParent);
    const at = cards.findIndex((card) => card.contains(document.activeElement));
    const next = cards[at < 0 ? 0 : Math.min(Math.max(at + step, 0), cards.length - 1)];
    if (!next) return;
    next.focus();
    event.preventDefault();
  });
  // A mark may lead to a card of a severity that is not shown: show it again.
  addEventListener("hashchange", () => {
    const card = list.querySelector(".card:target");
    if (!card || card.offsetParent) return;
    const severity = ["critical", "major", "minor"].find((name) => card.classList.contains(name));
    list.querySelector(`#show-${severity}`).checked = true;
    card.scrollIntoView();
  });
})();

// What belongs together lights up together: a finding, its place in the text, its word in the original.
(() => {
  const all = document.querySelectorAll("[data-lights]");
  const together = new Map();
  for (const element of all)
    for (const token of element.dataset.lights.split(" ")) {
      if (!together.has(token)) together.set(token, []);
      together.get(token).push(element);
    }
  let lit = [];
  const light = (from) => {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
    for (let at = from.closest("[data-lights]"); at; at = at.parentElement.closest("[data-lights]"))
      for (const token of at.dataset.lights.split(" ")) lit.push(...together.get(token));
    for (const element of lit) element.classList.add("lit");
  };
  if (!all.length) return;
  addEventListener("pointerover", (event) => light(event.target));
  addEventListener("focusin", (event) => light(event.target));
})();

// Index: a click on a column's head sorts by it.
(() => {
  const table = document.querySelector("table.sortable");
  if (!table) return;
  const body = table.tBodies[0];
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
      const keyed = [...body.rows].map((row) => [key(row), row]);
      const numbers = keyed.every(([text]) => text !== "" && !Number.isNaN(Number(text)));
      keyed.sort(([a], [b]) => (numbers ? a - b : compare(a, b)) * (up ? 1 : -1));
      body.append(...keyed.map(([, row]) => row));
    });
  });
})();
