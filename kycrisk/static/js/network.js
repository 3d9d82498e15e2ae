// How do the ties of a network look? Draws one host, [data-network] (templates/components/network_panel.html).
//
// The JSON, from a <script type="application/json"> inside the host or from data-source:
//   {"nodes": [{"id", "kind": "account|company|person|value|family|cell", "label"?, "level"?: "clear|watch|review|limit",
//               "group"?: "owns|does|connects|says", "icon"?: sprite id, "cell"?: id of its cell, "x"?, "y"?,
//               "since"?: ISO day, "drawn"?, "total"?: of a cell, "expand"?: address of more of the same JSON}],
//    "edges": [{"source", "target", "group": "owns|does|connects|says|belongs", "bits", "family"?}]}
// With x and y on every node (the server lays out more than 500) they stand there; else fcose lays them out.
//
// Events on the host, bubbling: "network:select" {id, kind, label} or {id: null}; "network:picked" {ids} after a lasso.
// The twin table marks rows by data-node="id". If anything fails, the host says that the table holds the same facts.
import { placeCells } from "./network-cells.js";
import { attachFilters } from "./network-filters.js";
import { attachKeys } from "./network-keys.js";
import { elements, layOut } from "./network-layout.js";
import { loadIcons } from "./network-paint.js";
import { stylesheet } from "./network-style.js";
import "./network-side.js";

async function drawingOf(host) {
  const inline = host.querySelector("script[type='application/json']");
  if (inline) return JSON.parse(inline.textContent);
  const answer = await fetch(host.dataset.source, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(15000),
  });
  if (!answer.ok) throw new Error(`the drawing answered ${answer.status}`);
  return answer.json();
}

/** Select one node: its ties strong, the others faded, its row marked. */
export function select(host, cy, node) {
  cy.batch(() => {
    cy.elements().removeClass("faded strong chosen");
    if (!node?.nonempty()) return;
    node.addClass("chosen");
    node.connectedEdges().addClass("strong");
    cy.edges().not(node.connectedEdges()).addClass("faded");
  });
  const { id = null, kind, label } = node?.nonempty() ? node.data() : {};
  for (const row of twinRows(host)) row.setAttribute("aria-selected", String(row.dataset.node === id));
  host.querySelector("[data-said]").textContent = id ? `${label ?? id}, ${kind}, ${node.degree()} ties` : "";
  host.dispatchEvent(new CustomEvent("network:select", { bubbles: true, detail: { id, kind, label } }));
}

function twinRows(host) {
  return document.querySelectorAll(host.dataset.twin ? `${host.dataset.twin} [data-node]` : ":not(*)");
}

function attachTwin(host, cy) {
  document.querySelector(host.dataset.twin ?? ":not(*)")?.addEventListener("click", (event) => {
    const id = event.target.closest("[data-node]")?.dataset.node;
    if (id) select(host, cy, cy.getElementById(id));
  });
}

async function build(host) {
  const [drawing, { default: cytoscape }, { default: fcose }, icons] = await Promise.all([
    drawingOf(host),
    import(host.dataset.cytoscape),
    import(host.dataset.fcose),
    loadIcons(host.dataset.sprite),
  ]);
  if (!drawing.nodes.length) throw new Error("nothing to draw");
  cytoscape.use(fcose);
  // cytoscape would write a <style> for position:relative, which our policy refuses and our stylesheet already says.
  if (!document.getElementById("__________cytoscape_stylesheet")) {
    document.head.append(Object.assign(document.createElement("meta"), { id: "__________cytoscape_stylesheet" }));
  }
  const cy = cytoscape({
    container: host.querySelector("[data-canvas]"),
    elements: elements(drawing),
    style: stylesheet(host, icons),
    layout: { name: "null" },
    minZoom: 0.2,
    maxZoom: 3,
    boxSelectionEnabled: false,
    autoungrabify: true,
  });
  layOut(
    cy,
    drawing.nodes.every((node) => node.kind === "cell" || node.x !== undefined),
  );
  return { cy, icons };
}

/** Draw a host once. */
export async function draw(host) {
  host.dataset.drawn = "";
  const fallback = host.querySelector("[data-fallback]");
  try {
    const { cy, icons } = await build(host);
    fallback.hidden = true;
    cy.on("tap", (event) => select(host, cy, event.target === cy ? null : event.target.isNode() ? event.target : null));
    document.addEventListener("themechange", () => cy.style(stylesheet(host, icons)));
    attachTwin(host, cy);
    attachFilters(host, cy);
    placeCells(host, cy);
    attachKeys(host, cy, select);
  } catch (error) {
    fallback.textContent = "The drawing could not be made. The table holds the same facts.";
    console.warn("network drawing:", error);
  }
}
