// What runs on every page? Each module attaches itself to the document once, so fragments that htmx brings in later
// need no wiring: they say what they want with data attributes.
import "./htmx-setup.js";
import "./theme.js";
import "./dialog.js";
import "./toast.js";
import "./keys.js";
import "./table.js";
import "./decide.js";

// The drawing is heavy and most pages have none: its module comes when a host for it is on the page.
async function drawNetworks() {
  if (!document.querySelector("[data-network]:not([data-drawn])")) return;
  const { draw } = await import("./network.js");
  document.querySelectorAll("[data-network]:not([data-drawn])").forEach(draw);
}
document.addEventListener("htmx:load", drawNetworks);

// "+31" on a cell: the same drawing again, with everybody of that cell.
document.addEventListener("network:expand", ({ target, detail }) => {
  if (!target.dataset.panel) return;
  const address = new URL(target.dataset.panel, location.href);
  address.searchParams.set("all", detail.id.replace("cell-", ""));
  window.htmx.ajax("GET", address.pathname + address.search, { target: target.parentElement, swap: "innerHTML" });
});
drawNetworks();
