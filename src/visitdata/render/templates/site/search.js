"use strict";
(() => {
  const form = document.getElementById("search");
  const table = document.getElementById("visits");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const letters = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"};
  const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[ßæœøłđðþı]/g, letter => letters[letter]);
  // Words with spaces around them, so that the beginning of a word can be told; an apostrophe parts two of them.
  const spaced = text => ` ${fold(text).replace(/[^\p{L}\p{N}]|[\u02b9-\u02bf]/gu, " ").trim().replace(/ +/g, " ")} `;
  // Scripts that set no spaces between words, where a word may begin anywhere.
  const unspaced = /^ [\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const quoted = /^["“”„«»](.*)["“”„«»]$/u;
  const has = (code = "", place) => (digits.indexOf(code.charAt(place / 6)) >> place % 6) & 1;
  const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, () => count.dataset.thousands);

  const rows = [];
  for (const body of table.tBodies) {
    for (const row of body.rows) {
      if (row.cells.length > 1) {
        const [when, visit, ...others] = row.cells;
        const texts = [when, ...visit.children, ...others].map(one => one.textContent);
        const text = [...texts, ...(row.dataset.s || "").split("|")].map(spaced).join("|");
        const first = body.dataset.y;
        rows.push({row, body, text, first, last: row.dataset.y || first, codes: (row.dataset.k || "").split(".")});
      }
    }
  }

  // A word finds those that begin with it; what stands in quotation marks is found as it is.
  const words = text => (text.match(/["“”„«»][^"“”„«»]*["“”„«»]|\S+/gu) || []).map(word => {
    const whole = quoted.exec(word);
    const asked = spaced(whole ? whole[1] : word);
    return unspaced.test(asked) ? asked.trim() : whole && asked.trim() ? asked : asked.trimEnd();
  });

  const matches = (one, asked) =>
    asked.words.every(word => one.text.includes(word)) &&
    (!asked.year || (one.first <= asked.year && asked.year <= one.last)) &&
    asked.places.every((place, part) => !place || has(one.codes[part], place));

  const show = () => {
    const asked = Object.fromEntries(new FormData(form));
    asked.words = words(asked.q);
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
    none.textContent = number ? "" : none.dataset.none;
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
