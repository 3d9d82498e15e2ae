// Where does every node stand, and what is our JSON in cytoscape's words?

const LAYOUT_HERE = 500;

function width(bits) {
  return bits < 2 ? 1 : bits < 4 ? 1.5 : bits < 8 ? 2.5 : 4;
}

/** Our JSON as cytoscape's elements; cells come first because their members name them. */
export function elements({ nodes, edges }) {
  const cells = nodes.filter((node) => node.kind === "cell");
  const rest = nodes.filter((node) => node.kind !== "cell");
  return [...cells, ...rest]
    .map(({ x, y, cell, ...node }) => ({
      group: "nodes",
      classes: [node.kind, node.level, node.group].filter(Boolean).join(" "),
      data: { ...node, parent: cell },
      ...(x === undefined ? {} : { position: { x, y } }),
    }))
    .concat(
      edges.map((edge) => ({
        group: "edges",
        classes: edge.group,
        data: { ...edge, id: `${edge.source} ${edge.target} ${edge.group}`, width: width(edge.bits ?? 0) },
      })),
    );
}

/** Where to begin, the same every time: cells on a circle, their members around them. fcose moves on from there. */
function beginInCircles(cy) {
  const around = (list, centre, radius) =>
    list.forEach((node, i) => {
      const angle = (2 * Math.PI * i) / list.length;
      node.position({ x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) });
    });
  const cells = cy.nodes(".cell").toArray();
  const reach = Math.max(220, cells.length * 75);
  const centres = cells.map((_, i) => {
    const angle = (2 * Math.PI * i) / Math.max(1, cells.length);
    return { x: reach * 1.4 * Math.cos(angle), y: reach * Math.sin(angle) };
  });
  cells.forEach((cell, i) => {
    const members = cell.children().not(".company").toArray();
    around(members, centres[i], Math.max(60, members.length * 4));
    cell.children(".company").forEach((firm) => firm.position(centres[i]));
  });
  const loose = cy.nodes(":orphan").not(".cell").toArray();
  around(loose, { x: 0, y: 0 }, Math.max(140, loose.length * 9));
}

/** Stand where the server says, or let fcose find places for at most LAYOUT_HERE nodes. */
export function layOut(cy, placed) {
  if (!placed) beginInCircles(cy);
  if (placed || cy.nodes().length > LAYOUT_HERE) return cy.layout({ name: "preset", fit: true, padding: 48 }).run();
  const length = (edge) => (edge.hasClass("belongs") ? 36 : 130);
  return cy
    .layout({
      name: "fcose",
      randomize: false,
      animate: false,
      padding: 48,
      nodeSeparation: 110,
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: length,
      packComponents: true,
    })
    .run();
}
