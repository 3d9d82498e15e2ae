// Which colours and drawings does a canvas get, when it can read neither our stylesheet nor our sprite?

/** Tokens as plain colours: light-dark() is only resolved on an element, so a probe wears each one in turn. */
export function palette(host) {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = new Proxy({}, { get: (known, name) => (known[name] ??= read(name)) });
  return { colours, done: () => probe.remove() };
}

/** The drawings of the sprite by id, as the inside of an svg. */
export async function loadIcons(address) {
  const text = await (await fetch(address)).text();
  const symbols = new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("symbol");
  return new Map([...symbols].map((symbol) => [symbol.id, symbol.innerHTML]));
}

/** One of the drawings in a colour, as an address that a canvas can show. */
export function picture(icons, name, colour) {
  const inside = icons.get(name);
  if (!inside) return "none";
  const paint = `fill="none" stroke="${colour}" color="${colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 16 16" ${paint}>${inside}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
