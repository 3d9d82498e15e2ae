// How does somebody without a mouse walk the drawing?
//
// With the drawing focused: Tab and Shift+Tab go through the nodes by the strength of their ties and then leave it, arrows go along ties,
// + expands, l draws a rectangle around several, 0 fits, t goes to the table, Esc lets go. Buttons with
// data-network-do="expand|lasso|fit|table" inside the host do the same; give them a data-key to make the keys work
// from anywhere on the page.
import { elements } from "./network-layout.js";

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const DOES = { "+": "expand", l: "lasso", 0: "fit", t: "table" };

/** Values and companies before accounts, strongest ties first. */
function byStrength(cy) {
  const strength = (node) => node.connectedEdges().reduce((sum, edge) => sum + (edge.data("bits") ?? 0), 0);
  return cy
    .nodes()
    .not(".cell, .hidden")
    .toArray()
    .sort((a, b) => strength(b) - strength(a));
}

/** The neighbour that lies most in a direction, or null when none does. */
function towards(node, [dx, dy]) {
  const from = node.position();
  let best = null;
  let closest = 0.3;
  node
    .neighborhood("node")
    .not(".hidden")
    .forEach((other) => {
      const to = other.position();
      const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      const agreement = ((to.x - from.x) * dx + (to.y - from.y) * dy) / length;
      if (agreement > closest) [best, closest] = [other, agreement];
    });
  return best;
}

/** Is it outside what the camera shows, or under its edge? */
function hidden(cy, node) {
  const { x, y } = node.renderedPosition();
  return x < 40 || y < 56 || x > cy.width() - 40 || y > cy.height() - 40;
}

function quick() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120;
}

async function expand(host, cy, node) {
  const address = node?.data("expand") ?? node?.parent()?.data("expand");
  if (!address) return;
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000) });
  if (!answer.ok) return;
  const more = elements(await answer.json());
  cy.batch(() => {
    for (const element of more) {
      const known = cy.getElementById(element.data.id);
      if (known.nonempty()) known.data(element.data);
      else cy.add({ ...element, position: element.position ?? { ...node.position() } });
    }
  });
  cy.layout({ name: "fcose", randomize: false, animate: false, fit: true, padding: 48 }).run();
}

function lasso(host, cy, on = !host.classList.contains("lassoing")) {
  host.classList.toggle("lassoing", on);
  cy.boxSelectionEnabled(on);
  cy.userPanningEnabled(!on);
  for (const button of host.querySelectorAll("[data-network-do='lasso']"))
    button.setAttribute("aria-pressed", String(on));
}

function toTable(host) {
  const table = document.querySelector(host.dataset.twin ?? ":not(*)");
  const row = table?.querySelector("[aria-selected='true']") ?? table;
  row?.scrollIntoView({ block: "center" });
  (row?.querySelector("a, button, input") ?? table?.querySelector("a, button, input"))?.focus({ preventScroll: true });
}

/** Wire the keys and buttons of one drawing; `select` is what a press on a node does. */
export function attachKeys(host, cy, select) {
  const current = () => cy.nodes(".chosen").first();
  const choose = (node) => {
    select(host, cy, node);
    if (node && hidden(cy, node)) cy.animate({ center: { eles: node }, duration: quick() });
  };
  const verbs = {
    expand: () => expand(host, cy, current()),
    lasso: () => lasso(host, cy),
    fit: () => cy.fit(cy.elements(), 48),
    table: () => toTable(host),
  };

  function walk(event) {
    const nodes = byStrength(cy);
    const at = nodes.findIndex((node) => node.hasClass("chosen"));
    const next = nodes[at + (event.shiftKey ? -1 : 1)];
    if (!next || (at < 0 && event.shiftKey)) return false;
    choose(next);
    return true;
  }

  function along(event) {
    const next = current().nonempty() && towards(current(), DIRECTIONS[event.key]);
    if (next) choose(next);
    return Boolean(next);
  }

  host.addEventListener("keydown", (event) => {
    if (event.target !== host || event.ctrlKey || event.metaKey || event.altKey) return;
    let done = false;
    if (event.key === "Tab") done = walk(event);
    else if (event.key in DIRECTIONS) done = along(event);
    else if (event.key === "Escape") choose(null);
    else if (event.key in DOES) {
      verbs[DOES[event.key]]();
      done = true;
    }
    if (done) event.preventDefault();
  });
  host.addEventListener("click", (event) => verbs[event.target.closest("[data-network-do]")?.dataset.networkDo]?.());
  host.addEventListener("network:expand", (event) => expand(host, cy, cy.getElementById(event.detail.id)));
  cy.on("boxend", () => {
    const ids = cy.nodes(".account:selected").map((node) => node.id());
    lasso(host, cy, false);
    host.dispatchEvent(new CustomEvent("network:picked", { bubbles: true, detail: { ids } }));
  });
}
