// What does the applicant's page do by itself? Everything works without it: it only shows sooner what a save found.
//
//   .field-error[data-error-of=name]   filled by a save: the field of that name is marked as wrong, or as mended
//   form[data-upload]                  shows how much of a file has gone; forms of others stay usable meanwhile
//   time[data-clock]                   the reader's own clock instead of UTC
//   .portal-chart-fold                 where a phone unfolds the chart
import "./htmx-setup.js";

/** Mark the fields of an error that came with a save; a field is said to be wrong as long as the error stands there. */
function mark(slot) {
  const name = slot.dataset.errorOf;
  if (!name) return;
  const wrong = slot.childElementCount > 0;
  for (const field of document.querySelectorAll(`[name="${CSS.escape(name)}"], [name^="${CSS.escape(name)}_"]`)) {
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function markComplaint(slot) {
  const field = document.getElementById(`id_${slot.id.replace(/_complaint$/, "")}-exact`);
  const own = field && document.getElementById(`${field.id}_error`);
  if (!field || own?.childElementCount) return;
  if (slot.childElementCount) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function clock(time) {
  const at = new Date(time.dateTime);
  time.textContent = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

const narrow = window.matchMedia("(width < 1100px)");

/** On a narrow page the chart stands in the fold below the cards, on a wide one beside them. */
function placeChart() {
  const box = document.querySelector(".portal-chart-box");
  const fold = document.querySelector(".portal-chart-here");
  const beside = document.querySelector(".portal-beside");
  if (!box || !fold || !beside) return;
  if (narrow.matches) fold.append(box);
  else beside.prepend(box);
}

function refresh(root) {
  root.querySelectorAll("[data-error-of]").forEach(mark);
  root.querySelectorAll("[id$='_complaint']").forEach(markComplaint);
  root.querySelectorAll("time[data-clock]").forEach(clock);
}

document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
  if (!target) return;
  if (target.matches("[data-error-of]")) mark(target);
  if (target.id.endsWith("_complaint")) markComplaint(target);
});
document.addEventListener("htmx:afterSettle", () => refresh(document));

document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const bar = target.matches?.("form[data-upload]") && target.querySelector("progress");
  if (!bar || !detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = (100 * detail.loaded) / detail.total;
});
// A file that was chosen is sent at once; the button stays for whoever has no JavaScript, and to try again.
document.addEventListener("change", ({ target }) => {
  const form = target.matches?.("input[type='file']") && target.closest("form[data-upload]");
  if (form && target.files.length) form.requestSubmit();
});

narrow.addEventListener("change", placeChart);
placeChart();
refresh(document);
document.querySelector("[autofocus]")?.focus();
