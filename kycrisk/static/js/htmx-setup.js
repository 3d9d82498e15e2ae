// How does a request behave here? It carries the CSRF token, shows that it is under way, cannot be sent twice, and if it
// fails it says so and leaves everything that was typed where it is.
import { toast } from "./toast.js";

const SAFE = ["get", "head", "options"];

document.addEventListener("htmx:configRequest", (event) => {
  if (SAFE.includes(event.detail.verb)) return;
  event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name='csrf-token']")?.content ?? "";
});

/** The button that asked: the element itself, or the submit button of its form. */
function asker(event) {
  const from = event.detail.requestConfig?.triggeringEvent?.submitter ?? event.detail.elt;
  return from?.matches?.(".button") ? from : null;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const button = asker(event);
  if (!button) return;
  if (button.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  button.setAttribute("aria-busy", "true");
  const words = button.querySelector("span");
  if (button.dataset.busy && words) {
    button.dataset.rest = words.textContent;
    words.textContent = button.dataset.busy;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const button = asker(event);
  button?.removeAttribute("aria-busy");
  const words = button?.querySelector("span");
  if (words && button.dataset.rest) words.textContent = button.dataset.rest;
});

/** What happened, what still holds, what to do. */
function words(status, answer) {
  // A page that speaks another language brings its own words: data-words-429, data-words-500 on its body.
  const own = document.body.getAttribute(`data-words-${status >= 500 ? 500 : status}`);
  if (own) return own;
  if (status === 401) return "You were logged out. Log in again in another tab; what you typed is still here.";
  if (status === 403) return answer || "Not allowed for your role. Nothing was changed.";
  if (status === 404) return "This is no longer there. Nothing was changed; load the page again.";
  if (status === 429) return "Too many requests. Wait a moment and try again; nothing was lost.";
  if (status >= 500) return "The server could not do this. Nothing was changed; what you typed is kept. Try again.";
  return answer || "This was refused. Nothing was changed; what you typed is kept.";
}

/** The sentence of a problem+json answer, if it is one. */
function sentence(request) {
  if (!request.getResponseHeader("Content-Type")?.includes("json")) return "";
  try {
    return String(JSON.parse(request.responseText).detail ?? "");
  } catch {
    return "";
  }
}

// Another page in place of this one begins at its top, and is read from its heading.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== document.body) return;
  window.scrollTo(0, 0);
  document.getElementById("page")?.focus({ preventScroll: true });
});

document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  toast({ text: words(xhr.status, sentence(xhr)), failed: true });
});
document.addEventListener("htmx:sendError", () => {
  const own = document.body.getAttribute("data-words-lost");
  toast({ text: own || "Not sent: the line dropped. What you typed is kept; try again.", failed: true });
});
document.addEventListener("htmx:timeout", () => {
  toast({
    text: "No answer in time. It may still have been done: load the page to see. What you typed is kept.",
    failed: true,
  });
});
