// Optional. Filtering, folding, links and print work without it; this adds count, text search, copy, waiver entries and "open all".
"use strict";
// The rules that filter without script would cost every row a look at each: out with them, before there are rows.
const sheet = document.styleSheets[0], last = sheet.cssRules.length - 1;
if (sheet.cssRules[last] instanceof CSSMediaRule && sheet.cssRules[last].media.mediaText === "all") sheet.deleteRule(last);

addEventListener("DOMContentLoaded", () => {
const $ = (q, el = document) => [...el.querySelectorAll(q)];
const by = id => document.getElementById(id);
const rows = $(".f"), count = by("count"), word = by("q-w"), form = document.querySelector(".filters");
const filters = form ? $("select", form) : [];
const BOXES = ".bt, .grp, .part, .more";

function fill(text, values) { return text.replace(/\{(\w+)\}/g, (_, key) => values[key]); }

// A filter asks the page nothing: which rows stand under an option and in which boxes is asked once, and what changes is written at once.
let index;
function indexed() {
  if (index) return index;
  const under = new Map(), boxes = $(BOXES), at = new Map(boxes.map((box, i) => [box, i])), inside = new Map([[null, []]]);
  const around = parent => {
    if (!inside.has(parent)) inside.set(parent, [...(at.has(parent) ? [at.get(parent)] : []), ...around(parent.parentElement)]);
    return inside.get(parent);
  };
  rows.forEach((row, i) => {
    const family = row.closest(".grp").dataset.t.split(" ").filter(key => /^f\d/.test(key));
    for (const key of [...row.dataset.t.split(" "), ...family]) under.get(key)?.add(i) ?? under.set(key, new Set([i]));
  });
  index = { under, boxes, inside: rows.map(row => around(row.parentElement)), shown: Array(rows.length).fill(true), full: Array(boxes.length).fill(true) };
  return index;
}

let words;
function spoken() { return words ??= rows.map(row => row.textContent.toLowerCase()); }

const unfolded = new Set();  // folds that a filter opened; they close with it
function fold(box, open) {
  if (open && !box.open) { box.open = true; unfolded.add(box); }
  else if (!open && unfolded.delete(box)) box.open = false;
}

function refresh() {
  const { under, boxes, inside, shown, full } = indexed();
  const wanted = word.value.trim().toLowerCase(), texts = wanted ? spoken() : [];
  const chosen = filters.map(one => one.value).filter(Boolean).map(key => under.get(key));
  const now = Array(boxes.length).fill(false), turned = [];
  let n = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const fits = chosen.every(some => some.has(i)) && (!wanted || texts[i].includes(wanted));
    if (fits) { n += 1; for (const box of inside[i]) now[box] = true; }
    if (fits !== shown[i]) { shown[i] = fits; turned.push(i); }
  }
  const narrow = (wanted || chosen.length) && n <= 200;
  for (const i of turned) rows[i].hidden = !shown[i];
  boxes.forEach((box, i) => {
    if (now[i] !== full[i]) { full[i] = now[i]; box.hidden = !now[i]; }
    if (box.localName === "details") fold(box, narrow && now[i]);
  });
  count.textContent = fill(count.dataset.some, { n: n.toLocaleString("en"), all: rows.length.toLocaleString("en") });
  by("zero").hidden = n > 0;
}

// A link to a finding that the filters hide clears the filters first.
function reveal() {
  const row = by(decodeURIComponent(location.hash.slice(1)))?.closest(".f, .grp");
  if (!row) return;
  if (form && (word.value || filters.some(one => one.value))) { form.reset(); refresh(); }
  for (let box = row.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
}

// Groups that come into sight are only then laid out, and move what is below them: the jump is made until it stays.
function arrive(frames = 6) {
  const place = by(decodeURIComponent(location.hash.slice(1)));
  if (!place || !frames) return;
  place.scrollIntoView();
  requestAnimationFrame(() => arrive(frames - 1));
}

function keep(text, button) {
  navigator.clipboard?.writeText(text).then(() => { button.textContent = count.dataset.copied; }, () => {});
}

function said(row) {
  const group = row.closest(".grp");
  const parts = [row.querySelector("summary"), row.querySelector(".ev"), row.parentElement.querySelector(".bf"), group.querySelector(".rem")];
  return parts.filter(Boolean).map(el => el.innerText.replace(/\s*\n+\s*/g, "\n").trim()).join("\n");
}

// TOML for the waiver file. JSON's strings are TOML's, but for U+007F, which no id or address of ours holds.
function entry(row) {
  const { why, who, site, until } = count.dataset, text = JSON.stringify;
  const lines = ["[[waivers]]", `fingerprint = ${text(row.querySelector(".fb").id.slice(0, 16))}`, `rule = ${text(row.closest(".grp").dataset.rule)}`, `site = ${text(site)}`];
  return [...lines, `reason = ${text(why)}`, `signer = ${text(who)}`, `expires = ${until}`].join("\n");
}

function waive(row, button) {
  let box = row.querySelector(".entry");
  if (!box) {
    box = Object.assign(document.createElement("pre"), { className: "entry", tabIndex: 0, textContent: entry(row) });
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", count.dataset.waive);
    row.querySelector(".fb").append(box);
  }
  keep(box.textContent, button);
}

function push(row, label, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: label });
  button.addEventListener("click", () => act(button));
  row.querySelector(".pl").append(button);
}

if (form) {
  for (const el of $("[data-js]")) el.hidden = false;
  for (const el of [...filters, word]) el.addEventListener("input", refresh);
  word.addEventListener("focus", spoken, { once: true });
  (window.requestIdleCallback ?? setTimeout)(indexed);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refresh));
  by("all").addEventListener("click", event => {
    const button = event.currentTarget, open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", open);
    button.textContent = open ? button.dataset.close : button.dataset.open;
    for (const row of rows) row.open = open && !row.hidden;
    for (const more of $(".more")) more.open = open;
  });
  // The link to a row and its buttons are made when a row is first opened: ten thousand buttons would be a load.
  document.addEventListener("toggle", event => {
    const row = event.target;
    if (!row.matches?.(".f[open]") || row.querySelector(".copy")) return;
    const ident = row.querySelector(".pl"), link = Object.assign(document.createElement("a"), { href: `#${row.querySelector(".fb").id}` });
    link.append(...ident.childNodes);
    ident.append(link);
    if (navigator.clipboard) push(row, count.dataset.copy, button => keep(said(row), button));
    push(row, count.dataset.waive, button => waive(row, button));
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

addEventListener("hashchange", () => { reveal(); arrive(); });
document.addEventListener("click", event => { if (event.target.closest?.('a[href^="#"]')) requestAnimationFrame(() => arrive()); });
addEventListener("beforeprint", () => { for (const fold of $("details")) fold.open = true; });
if (location.hash) { reveal(); arrive(); }
});
