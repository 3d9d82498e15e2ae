// What just happened, and can it be undone?
//
// A toast comes with the page (components/toast.html), or from a "toast" event: HX-Trigger: {"toast": {"text": "…",
// "failed": false, "action": "Undo", "action_url": "/…", "key": "u"}}. It goes after six seconds unless it holds an
// action, tells of a failure, or somebody points at it.
const STAYS = 6000;
const SPRITE = new URL("../icons.svg", import.meta.url).pathname;

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  svg.append(use);
  return svg;
}

function button(className, label) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  if (label) element.append(label);
  return element;
}

function actionOf({ action, action_url: url, key }) {
  const element = button("button small", action);
  element.setAttribute("hx-post", url);
  element.setAttribute("hx-swap", "none");
  if (key) {
    element.dataset.key = key;
    element.setAttribute("aria-keyshortcuts", key);
    const hint = document.createElement("kbd");
    hint.textContent = key;
    element.append(hint);
  }
  return element;
}

/** Show a message. Text only: whatever comes from outside stays text. */
export function toast({ text, failed = false, ...rest }) {
  const box = document.createElement("div");
  box.className = "toast";
  box.dataset.toast = "";
  if (failed || rest.action) box.dataset.stays = "";
  const words = document.createElement("p");
  words.textContent = text;
  box.append(icon(failed ? "warn" : "check"), words);
  if (rest.action && rest.action_url) box.append(actionOf(rest));
  const dismiss = button("icon-button");
  dismiss.dataset.dismiss = "";
  dismiss.setAttribute("aria-label", "Dismiss");
  dismiss.append(icon("close"));
  box.append(dismiss);
  document.getElementById("toasts").append(box);
  window.htmx?.process(box);
  watch(box);
}

function watch(box) {
  if ("stays" in box.dataset) return;
  const leave = () => (box.matches(":hover, :focus-within") ? setTimeout(leave, STAYS) : box.remove());
  setTimeout(leave, STAYS);
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) event.detail.elt.closest?.("[data-toast]")?.remove();
});
document.addEventListener("toast", (event) => toast(event.detail));
const watchAll = (root) => root.querySelectorAll("[data-toast]").forEach(watch);
// A page that htmx puts in place of the last one brings its own.
document.addEventListener("htmx:load", ({ target }) => target.id === "toasts" && watchAll(target));
watchAll(document);
