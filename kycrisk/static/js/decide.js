// What belongs to the measure that is chosen, and has the number been typed?
//
//   form[data-decide]                 holds radios name=measure (or the name it says: data-decide="kind")
//   data-measure="clear watch"        shown only while one of these measures is chosen; what is hidden is not sent
//   [data-rules]                      a change inside it is told as rules:changed: preview and table follow
//   input[data-confirm-count="379"]   with button[data-confirmed-by="its id"]: the button opens when the number is typed
//
// The server checks measure and number again; this only makes the wrong thing harder to do.

function nameIn(form) {
  return form.dataset.decide || "measure";
}

function chosen(form) {
  return form.querySelector(`input[name='${nameIn(form)}']:checked`)?.value ?? "";
}

/** Show the parts of the chosen measure; disabling keeps hidden fields out of the request. */
function showMeasure(form) {
  const measure = chosen(form);
  for (const part of form.querySelectorAll("[data-measure]")) {
    const wanted = part.dataset.measure.split(" ").includes(measure);
    part.hidden = !wanted;
    const fields = part.matches("button, input, select, textarea")
      ? [part]
      : part.querySelectorAll("input, select, textarea");
    for (const field of fields) field.disabled = !wanted;
  }
  form.querySelectorAll("input[data-confirm-count]").forEach(showCount);
}

/** "1 234", "1,234" and "1234" are the same number. */
function typed(field) {
  return field.value.replace(/[\s.,'’]/g, "");
}

function showCount(field) {
  const right = typed(field) === field.dataset.confirmCount;
  const button = document.querySelector(`[data-confirmed-by="${CSS.escape(field.id)}"]`);
  if (button) button.disabled = !right || field.disabled;
  const why = document.getElementById(`${field.id}-why`);
  if (!why) return;
  const started = typed(field).length > 0;
  why.textContent = right
    ? "The number is right."
    : `Opens when you have typed ${field.dataset.confirmCount}${started ? `; this says ${field.value}` : ""}.`;
}

function showAll() {
  document.querySelectorAll("form[data-decide]").forEach(showMeasure);
  document.querySelectorAll("input[data-confirm-count]").forEach(showCount);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-decide]");
  if (form && event.target.name === nameIn(form)) showMeasure(form);
  const rules = event.target.closest("[data-rules]");
  if (rules) rules.dispatchEvent(new CustomEvent("rules:changed", { bubbles: true }));
});

document.addEventListener("input", (event) => {
  if (event.target.matches("input[data-confirm-count]")) showCount(event.target);
});

// Enter in the number field presses its own button, and never another submit button that stands before it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input[data-confirm-count]")) return;
  const button = document.querySelector(`[data-confirmed-by="${CSS.escape(event.target.id)}"]`);
  event.preventDefault();
  if (button && !button.disabled) button.click();
});

// A fragment may bring a form, or a part of one that stands around it: look at all of them, there are few.
document.addEventListener("htmx:load", showAll);
showAll();

// Somebody who types fast chooses before htmx listens: then the preview is still to be asked for.
document.addEventListener("htmx:load", ({ target }) => {
  for (const radio of target.querySelectorAll("form[data-decide] [hx-post] input[name='measure']:checked")) {
    if (!radio.form.querySelector(".outcome")) radio.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
