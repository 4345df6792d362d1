"use strict";
(() => {
  const form = document.getElementById("search");
  const table = document.getElementById("visits");
  const count = document.getElementById("count");
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const letters = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'", "‘": "'", "ʼ": "'"};
  const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ßæœøłđðþı’‘ʼ]/g, letter => letters[letter]);
  const has = (code = "", place) => (digits.indexOf(code.charAt(place / 6)) >> place % 6) & 1;
  const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, () => count.dataset.thousands);

  const rows = [];
  for (const body of table.tBodies) {
    for (const row of body.rows) {
      if (row.cells.length > 1) {
        const cells = Array.from(row.cells, cell => cell.textContent.trim());
        const text = [...cells, cells[2], row.querySelector("a").getAttribute("href")].join("\n");
        const first = body.dataset.y;
        rows.push({row, body, text: fold(text), first, last: row.dataset.y || first, codes: (row.dataset.k || "").split(".")});
      }
    }
  }

  const matches = (one, asked) =>
    asked.words.every(word => one.text.includes(word)) &&
    (!asked.year || (one.first <= asked.year && asked.year <= one.last)) &&
    asked.places.every((place, part) => !place || has(one.codes[part], place));

  const show = () => {
    const asked = Object.fromEntries(new FormData(form));
    asked.words = fold(asked.q).split(/\s+/).filter(Boolean);
    asked.places = ["country", "did", "grade"].map(name => form.elements[name].selectedOptions[0].dataset.place);
    const open = new Set();
    let number = 0;
    for (const one of rows) {
      const is = matches(one, asked);
      if (one.row.hidden === is) one.row.hidden = !is;
      if (is) {
        number += 1;
        open.add(one.body);
      }
    }
    for (const body of table.tBodies) body.hidden = !open.has(body);
    const told = [number, rows.length].map(grouped);
    count.textContent = count.dataset.some.replace(/\{([01])\}/g, (_, place) => told[place]);
  };

  const write = () => {
    const asked = [...new FormData(form)].filter(([, value]) => value);
    const state = asked.length ? "#?" + new URLSearchParams(asked) : location.hash.startsWith("#?") ? "#?" : location.hash;
    if (state !== location.hash) history.replaceState(null, "", state || location.pathname);
  };

  const read = () => {
    if (!location.hash.startsWith("#?")) return;
    const state = new URLSearchParams(location.hash.slice(2));
    for (const field of form.elements) {
      if (field.name) {
        field.value = state.get(field.name) || "";
        if (field.selectedIndex < 0) field.value = "";
      }
    }
    show();
  };

  let waiting = 0;
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      show();
      write();
    }, 80);
  };

  form.addEventListener("input", changed);
  form.addEventListener("reset", changed);
  form.addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();
