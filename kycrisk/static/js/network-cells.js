// Which cell is this, and how much of it is not drawn? Names and "+85" stand above the canvas as HTML: sharp text, real
// buttons, and the screen reader can read them. They follow the camera.

function caption(cell) {
  const { label, drawn, total } = cell.data();
  const name = document.createElement("div");
  name.className = "cell-name";
  const strong = document.createElement("b");
  strong.textContent = label ?? "";
  const small = document.createElement("span");
  small.textContent = total === undefined ? "" : `${drawn ?? cell.children().length} of ${total} drawn`;
  name.append(strong, small);
  return name;
}

function restButton(host, cell) {
  const { label, drawn, total } = cell.data();
  const rest = total - (drawn ?? cell.children().length);
  if (!(rest > 0)) return null;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cell-rest";
  button.textContent = `+${rest}`;
  button.setAttribute("aria-label", `Draw ${rest} more of ${label}`);
  button.addEventListener("click", () => {
    host.dispatchEvent(new CustomEvent("network:expand", { bubbles: true, detail: { id: cell.id() } }));
  });
  return button;
}

function move(element, x, y, anchor) {
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(${anchor})`;
}

/** Keep a name under and a rest button on every cell. */
export function placeCells(host, cy) {
  const layer = host.querySelector("[data-cells]");
  let placed = [];

  function follow() {
    layer.classList.toggle("far", cy.zoom() < 0.6);
    for (const { cell, name, rest } of placed) {
      const box = cell.renderedBoundingBox({ includeLabels: false, includeOverlays: false });
      move(name, (box.x1 + box.x2) / 2, box.y2 + 4, "-50%, 0");
      if (rest) move(rest, box.x2 - 4, box.y1 + 4, "-100%, 0");
    }
  }

  function make() {
    layer.replaceChildren();
    placed = cy.nodes(".cell").map((cell) => ({ cell, name: caption(cell), rest: restButton(host, cell) }));
    for (const { name, rest } of placed) layer.append(...[name, rest].filter(Boolean));
    follow();
  }

  cy.on("render", follow);
  cy.on("add remove", "node", () => queueMicrotask(make));
  make();
}
