// Which part of the drawing is shown? Groups of ties that are ticked, accounts that enough families tie, and what had
// begun by a week: [data-toggles="id"], [data-least="id"], and the slider [data-until="id"] with its data-weeks.

const of = (attribute, host) => document.querySelector(`[${attribute}="${CSS.escape(host.id)}"]`);

function wanted(host) {
  const boxes = [...(of("data-toggles", host)?.querySelectorAll("input:not(:checked)") ?? [])];
  const slider = of("data-until", host);
  const weeks = slider?.dataset.weeks.trim().split(" ") ?? [];
  const now = !slider || Number(slider.value) >= weeks.length - 1;
  return {
    off: new Set(boxes.map((box) => box.value)),
    least: Number(of("data-least", host)?.value ?? 1),
    until: now ? null : weeks[Number(slider.value)],
  };
}

function sayWeek(slider) {
  const weeks = slider.dataset.weeks.trim().split(" ");
  const counts = slider.dataset.counts.trim().split(" ").map(Number);
  const at = Number(slider.value);
  const day = new Date(`${weeks[at]}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  const said = `${at === weeks.length - 1 ? "now" : `by ${day}`}: ${counts[at].toLocaleString("en")}`;
  slider.setAttribute("aria-valuetext", said);
  const output = document.querySelector(`output[for="${slider.id}"]`);
  if (output) output.textContent = said;
}

/** How many families tie an account by edges that are shown. */
function families(account) {
  return new Set(account.connectedEdges().not(".hidden").map((edge) => edge.data("family"))).size;
}

function apply(host, cy) {
  const { off, least, until } = wanted(host);
  cy.batch(() => {
    cy.elements().removeClass("hidden");
    cy.edges().filter((edge) => off.has(edge.data("group"))).addClass("hidden");
    cy.nodes(".account").filter((node) => until !== null && (node.data("since") ?? "") > until).addClass("hidden");
    cy.nodes(".account.hidden").connectedEdges().addClass("hidden");
    if (least > 1) cy.nodes(".account").filter((node) => families(node) < least).addClass("hidden");
    cy.nodes(".account.hidden").connectedEdges().addClass("hidden");
    if (off.size || least > 1 || until !== null) {
      cy.nodes(".value, .family, .person")
        .filter((node) => node.connectedEdges().not(".hidden").empty())
        .addClass("hidden");
    }
  });
}

/** Wire the filters of one drawing; they may stand anywhere on the page. */
export function attachFilters(host, cy) {
  for (const attribute of ["data-toggles", "data-least", "data-until"]) {
    of(attribute, host)?.addEventListener("input", (event) => {
      if (event.target.matches("[data-until]")) sayWeek(event.target);
      apply(host, cy);
    });
  }
  apply(host, cy);
}
