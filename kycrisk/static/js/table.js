// Which row am I on, and how many are chosen?
//
//   [data-rows]               a table (or list) whose [data-row] children can be walked with j and k
//   data-row-key="Enter"      inside a row: the element that this key presses for the row under the cursor
//   input[data-pick]          chooses its row; x toggles it; input[data-pick-all] toggles all of them
//   [data-picked="#rows"]     shows how many are chosen in that table, and data-elsewhere more on its other pages
//
// The cursor is a class on the row and is spoken through aria-current; focus stays where the person put it unless it
// is inside the table.
import { resting } from "./keys.js";

function walkable() {
  return [...document.querySelectorAll("[data-rows]")].find((table) => table.checkVisibility());
}

function rowsOf(table) {
  return [...table.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
}

function cursorOf(table) {
  return table.querySelector("[data-row].cursor");
}

function moveTo(table, row) {
  const before = cursorOf(table);
  before?.classList.remove("cursor");
  before?.removeAttribute("aria-current");
  row.classList.add("cursor");
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  if (table.contains(document.activeElement)) row.querySelector("a, button, input")?.focus({ preventScroll: true });
  row.dispatchEvent(new CustomEvent("row:cursor", { bubbles: true }));
}

function step(table, by) {
  const rows = rowsOf(table);
  const at = rows.indexOf(cursorOf(table));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  if (next) moveTo(table, next);
}

function pressInRow(table, key) {
  const element = cursorOf(table)?.querySelector(`[data-row-key="${CSS.escape(key)}"]`);
  if (!element || element.matches(":disabled")) return false;
  element.click();
  return true;
}

function showPicked(table) {
  const picks = [...table.querySelectorAll("input[data-pick]")];
  const chosen = picks.filter((pick) => pick.checked).length;
  for (const pick of picks) pick.closest("[data-row]")?.setAttribute("aria-selected", String(pick.checked));
  const all = table.querySelector("input[data-pick-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === picks.length;
    all.indeterminate = chosen > 0 && chosen < picks.length;
  }
  for (const counter of document.querySelectorAll(`[data-picked="#${table.id}"]`)) {
    counter.textContent = (chosen + Number(counter.dataset.elsewhere ?? 0)).toLocaleString("en");
  }
  table.dispatchEvent(new CustomEvent("rows:picked", { bubbles: true, detail: { count: chosen } }));
}

// In the capture phase, so that a key of the row wins over the same key of the page.
function onKey(event) {
  const table = walkable();
  if (!table || resting(event) || event.ctrlKey || event.metaKey || document.querySelector("dialog:modal")) return;
  // Enter belongs to a focused control; only letters act on the row under the cursor from anywhere.
  if (event.key === "Enter" && event.target.closest("a, button, input, summary")) return;
  if (event.key === "j") step(table, 1);
  else if (event.key === "k") step(table, -1);
  else if (event.key === "x" && cursorOf(table)) cursorOf(table).querySelector("input[data-pick]")?.click();
  else if (!pressInRow(table, event.key)) return;
  event.preventDefault();
}
document.addEventListener("keydown", onKey, true);

document.addEventListener("change", (event) => {
  const table = event.target.closest("[data-rows]");
  if (!table) return;
  if (event.target.matches("[data-pick-all]")) {
    for (const pick of table.querySelectorAll("input[data-pick]:not(:disabled)")) pick.checked = event.target.checked;
  }
  if (event.target.matches("[data-pick], [data-pick-all]")) showPicked(table);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-rows] [data-row]");
  if (row) moveTo(row.closest("[data-rows]"), row);
});
