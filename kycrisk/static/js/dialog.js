// How does a dialog open and close?
//
//   data-dialog="id"   on a button: opens that dialog; focus returns to the button when it closes (the browser does that)
//   #dialog-host       htmx swaps a <dialog> into it: opened at once, emptied when closed
//   data-autofocus     inside: takes the focus, else the first field, else the first button

function open(dialog) {
  if (dialog.open) return;
  dialog.showModal();
  const first =
    dialog.querySelector("[data-autofocus]") ?? dialog.querySelector("input:not([type='hidden']), select, textarea");
  first?.focus();
}

document.addEventListener("click", (event) => {
  const name = event.target.closest("[data-dialog]")?.dataset.dialog;
  const dialog = name && document.getElementById(name);
  if (dialog) open(dialog);
  // A press on the backdrop lands on the dialog itself, outside its box.
  if (event.target instanceof HTMLDialogElement && event.target.open && outside(event.target, event))
    event.target.close();
});

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  // Enter in a field presses a button at 0,0: that is no click beside the dialog.
  return !inside && event.detail > 0 && !dialog.querySelector("form[data-dirty]");
}

// What somebody typed is not lost by a slip of the mouse.
document.addEventListener("input", (event) => {
  event.target.closest("dialog form")?.setAttribute("data-dirty", "");
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "dialog-host") return;
  const dialog = event.detail.target.querySelector("dialog");
  if (!dialog) return;
  dialog.addEventListener("close", () => dialog.remove(), { once: true });
  open(dialog);
});

// An answer may close the dialog it came from: HX-Trigger: dialog:close
document.addEventListener("dialog:close", () => {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
});
