// Optional. Filtering, folding, links and print work without it; this adds count, text search, copy and "open all".
"use strict";
const $ = (q, el = document) => [...el.querySelectorAll(q)];
const by = id => document.getElementById(id);
const rows = $(".f"), count = by("count"), word = by("q-w"), family = by("q-f"), outcome = by("q-s"), form = document.querySelector(".filters");

function fill(text, values) { return text.replace(/\{(\w+)\}/g, (_, key) => values[key]); }

function matches(row) {
  return !row.hidden && (!family.value || row.closest(".grp").dataset.f === family.value) && (!outcome.value || row.dataset.s === outcome.value);
}

function refresh() {
  const wanted = word.value.trim().toLowerCase();
  for (const row of rows) {
    if (wanted && row.words === undefined) row.words = row.textContent.toLowerCase();
    row.hidden = wanted !== "" && !row.words.includes(wanted);
  }
  const shown = new Set(rows.filter(matches)), narrow = wanted || outcome.value;
  const boxes = new Set();
  for (const row of shown) { for (const box of [".bt", ".grp", ".part", ".more"]) boxes.add(row.closest(box)); }
  for (const box of $(".bt, .grp, .part, .more")) box.hidden = !boxes.has(box);
  if (narrow) for (const more of $(".more")) more.open = boxes.has(more) && shown.size <= 200;
  count.textContent = fill(count.dataset.some, { n: shown.size.toLocaleString("en"), all: rows.length.toLocaleString("en") });
  by("zero").hidden = shown.size > 0;
}

// A link to a finding that the filters hide clears the filters first.
function reveal() {
  const row = by(decodeURIComponent(location.hash.slice(1)))?.closest(".f, .grp");
  if (!row) return;
  if (form && (family.value || outcome.value || word.value)) { form.reset(); refresh(); }
  for (let box = row.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  setTimeout(() => row.scrollIntoView(), 10);
}

function copy(button) {
  const row = button.closest(".f"), group = row.closest(".grp");
  const said = [row.querySelector("summary"), row.querySelector(".ev"), row.parentElement.querySelector(".bf"), group.querySelector(".rem")].filter(Boolean).map(el => el.innerText.replace(/\s*\n+\s*/g, "\n").trim());
  navigator.clipboard.writeText(said.join("\n")).then(() => { button.textContent = count.dataset.copied; }, () => {});
}

if (form) {
  for (const el of $("[data-js]")) el.hidden = false;
  let soon;
  for (const el of [family, outcome]) el.addEventListener("input", refresh);
  word.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(refresh, 120); });
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refresh));
  by("all").addEventListener("click", event => {
    const button = event.currentTarget, open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", open);
    button.textContent = open ? button.dataset.close : button.dataset.open;
    for (const row of rows) row.open = open && matches(row);
    for (const more of $(".more")) more.open = open;
  });
  // The copy button is made when a row is first opened: five thousand buttons would be a load.
  document.addEventListener("toggle", event => {
    const row = event.target;
    if (!row.matches?.(".f[open]") || row.querySelector(".copy") || !navigator.clipboard) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: count.dataset.copy });
    button.addEventListener("click", () => copy(button));
    row.querySelector(".pl").append(button);
  }, true);
}

// Tables of the chapters: a click on a heading sorts, a button saves what stands there as CSV.
const cells = row => [...row.cells];
function order(table, column, down) {
  const value = row => row.cells[column].dataset.v ?? "", body = table.tBodies[0];
  const both = (a, b) => a !== "" && b !== "" && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b, "zh-CN");
  body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * both(value(a), value(b))));
  cells(table.tHead.rows[0]).forEach((th, at) => at === column ? th.setAttribute("aria-sort", down ? "descending" : "ascending") : th.removeAttribute("aria-sort"));
}
// A word that a spreadsheet would run as a formula gets an apostrophe, which it does not show.
const written = text => '"' + (/^\s*[=+\-@＝＋－＠]/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"';
function save(table) {
  const lines = [...table.rows].map(row => cells(row).map(one => written(one.innerText.replace(/\s+/g, " ").trim())).join(","));
  const link = Object.assign(document.createElement("a"), { download: table.dataset.grid, href: URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
for (const table of $("table[data-grid]")) {
  for (const th of cells(table.tHead.rows[0])) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: th.textContent });
    button.addEventListener("click", () => order(table, th.cellIndex, th.getAttribute("aria-sort") === "ascending"));
    th.replaceChildren(button);
  }
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: table.dataset.save });
  button.addEventListener("click", () => save(table));
  table.caption.append(button);
}

addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => { for (const fold of $("details")) fold.open = true; });
if (location.hash) reveal();
