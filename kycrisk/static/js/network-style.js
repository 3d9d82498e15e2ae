// What do the parts of the drawing look like, in the colours of the theme that is on? Shape and word come first; colour
// repeats them. Everything is read from the tokens, so that the drawing is made again when the theme changes.

import { palette, picture } from "./network-paint.js";

const GROUPS = { owns: "owns", does: "does", connects: "link", says: "says" };
const FILLED = { clear: 0, watch: 25, review: 50, limit: 100 };

function label(c) {
  return {
    label: "data(label)",
    color: c.ink,
    "font-family": "Inter, system-ui, sans-serif",
    "font-size": 11,
    "font-weight": 600,
    "text-valign": "bottom",
    "text-margin-y": 5,
    "text-outline-color": c.surface,
    "text-outline-width": 2.5,
    "min-zoomed-font-size": 7,
  };
}

/** Value, person and prompt family of one group: soft ground, border and icon in its colour. */
function groupStyles(c, icons) {
  return Object.entries(GROUPS).flatMap(([group, token]) => [
    {
      selector: `node.${group}`,
      style: {
        "background-color": c[`${token}-soft`],
        "border-color": c[token],
        "background-image": (node) => picture(icons, node.data("icon"), c[token]),
      },
    },
    { selector: `edge.${group}`, style: { "line-color": c[token] } },
  ]);
}

function levelStyles(c) {
  return Object.entries(FILLED).map(([level, share]) => ({
    selector: `node.account.${level}`,
    style: {
      "border-color": c[level],
      "pie-size": "56%",
      "pie-1-background-color": c[level],
      "pie-1-background-size": share,
    },
  }));
}

function nodeStyles(c, icons) {
  const shared = { "border-width": 1.75, "background-fit": "none", "background-width": 13, "background-height": 13 };
  return [
    {
      selector: "node",
      style: { "background-color": c.surface, "border-width": 1.75, "border-color": c["ink-3"], "overlay-opacity": 0 },
    },
    { selector: "node.account", style: { width: 13, height: 13 } },
    {
      selector: "node.company",
      style: {
        ...shared,
        shape: "round-rectangle",
        width: 24,
        height: 24,
        "background-color": c.ink,
        "border-width": 0,
        "background-image": picture(icons, "building", c.surface),
      },
    },
    { selector: "node.person", style: { ...shared, ...label(c), shape: "hexagon", width: 32, height: 28 } },
    { selector: "node.value", style: { ...shared, ...label(c), shape: "diamond", width: 32, height: 32 } },
    {
      selector: "node.family",
      style: {
        ...shared,
        ...label(c),
        shape: "tag",
        width: 30,
        height: 22,
        "text-valign": "top",
        "text-margin-y": -5,
        "background-position-x": "35%",
      },
    },
    {
      selector: "node.cell",
      style: {
        shape: "round-rectangle",
        "corner-radius": 18,
        padding: 26,
        "background-color": c.ink,
        "background-opacity": 0.035,
        "border-width": 1,
        "border-color": c["line-2"],
      },
    },
  ];
}

function edgeStyles(c) {
  return [
    {
      selector: "edge",
      style: {
        "curve-style": "straight",
        width: "data(width)",
        opacity: 0.75,
        "line-color": c["ink-3"],
        "overlay-opacity": 0,
      },
    },
    { selector: "edge.connects", style: { "line-style": "dashed", "line-dash-pattern": [6, 3] } },
    { selector: "edge.says", style: { "line-style": "dotted" } },
    { selector: "edge.belongs", style: { width: 1, opacity: 0.5 } },
  ];
}

/** The whole stylesheet of a drawing, in the colours of now. */
export function stylesheet(host, icons) {
  const { colours: c, done } = palette(host);
  const halo = {
    "underlay-color": c.accent,
    "underlay-opacity": 0.22,
    "underlay-padding": 7,
    "underlay-shape": "ellipse",
    "outline-width": 2,
    "outline-color": c.accent,
    "outline-offset": 3,
  };
  const sheet = [
    ...nodeStyles(c, icons),
    ...levelStyles(c),
    ...edgeStyles(c),
    ...groupStyles(c, icons),
    { selector: ".strong", style: { opacity: 1 } },
    { selector: ".faded", style: { opacity: 0.22 } },
    { selector: ".hidden", style: { display: "none" } },
    { selector: "node.chosen, node:selected", style: halo },
  ];
  done();
  return sheet;
}
