// Which key does what here?
//
//   data-key="c"              presses the button or link, chooses the radio, focuses the field, toggles the details
//   data-key="g q"            one key after the other within a second
//   data-key="Control+Enter"  with Ctrl (or ⌘); the only kind that also works inside fields
//   data-key="Enter" …        any KeyboardEvent.key
//
// Keys rest while somebody types, while a dialog is open (except for keys inside it), and when switched off.
// Only visible, enabled elements answer; the first one wins. Nothing destructive is ever given a key: that is the
// templates' promise, not this file's.
import { remember } from "./cookies.js";

const root = document.documentElement;
const PATIENCE = 1000;
let begun = "";
let begunAt = 0;

/** Does somebody write here, so that letters are letters? */
function writing(target) {
  if (!(target instanceof Element)) return false;
  const field = target.closest("input, textarea, select, [contenteditable]");
  return Boolean(field) && !["checkbox", "radio", "button", "submit"].includes(field.type);
}

/** Should single keys do nothing for this event? Other modules with keys ask the same question. */
export function resting(event) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return true;
  if (root.dataset.keys === "off") return true;
  return writing(event.target);
}

function scope() {
  const open = [...document.querySelectorAll("dialog:modal")];
  return open.at(-1) ?? document;
}

function find(key) {
  for (const element of scope().querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) {
    if (element.checkVisibility() && !element.matches(":disabled, [aria-disabled='true']")) return element;
  }
  return null;
}

function press(element) {
  if (element.matches("input:not([type='checkbox'], [type='radio']), textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.focus({ preventScroll: true });
    element.click();
  }
}

/** The name of a stroke as data-key writes it: "c", "?", "Control+Enter". */
function stroke(event) {
  return (event.ctrlKey || event.metaKey ? "Control+" : "") + event.key;
}

document.addEventListener("keydown", (event) => {
  if (["Control", "Meta", "Shift", "Alt"].includes(event.key)) return;
  const name = stroke(event);
  const chord = name.startsWith("Control+");
  if (chord ? event.defaultPrevented || root.dataset.keys === "off" : resting(event)) return;
  // Enter and space belong to a focused control.
  if (["Enter", " "].includes(name) && event.target.closest("a, button, input, summary")) return;

  const sequence = Date.now() - begunAt < PATIENCE && begun ? `${begun} ${name}` : name;
  const element = find(sequence) ?? (sequence === name ? null : find(name));
  begun = "";
  if (element) {
    event.preventDefault();
    press(element);
  } else if (!chord && scope().querySelector(`[data-key^="${CSS.escape(name)} "]`)) {
    begun = name;
    begunAt = Date.now();
  }
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-choice]")) return;
  if (event.target.checked) delete root.dataset.keys;
  else root.dataset.keys = "off";
  remember("keys", event.target.checked ? "" : "off");
});

for (const choice of document.querySelectorAll("[data-keys-choice]")) choice.checked = root.dataset.keys !== "off";
