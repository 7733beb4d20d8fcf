"use strict";
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
})();
