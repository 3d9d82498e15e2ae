// Light, dark, or as the system says?
// [data-theme-choice="system|light|dark"] buttons choose; <html data-theme> holds the choice; "themechange" tells others.
import { remember } from "./cookies.js";

const root = document.documentElement;

function show() {
  const chosen = root.dataset.theme ?? "system";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
  }
}

function announce() {
  document.dispatchEvent(new CustomEvent("themechange"));
}

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
  if (!choice) return;
  if (choice === "system") delete root.dataset.theme;
  else root.dataset.theme = choice;
  remember("theme", choice === "system" ? "" : choice);
  show();
  announce();
});

// Paper is always light: a canvas has to be drawn again for it as well.
for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", announce);
show();
