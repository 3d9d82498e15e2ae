// What stands beside the drawing? The chosen node, or the accounts that were picked, asked of the server: #chosen carries
// the two addresses. The words that stood there first come back when nothing is chosen.

const NOTHING = "<h2>Nothing more is known of it</h2><p>Load the page again if this should not be so.</p>";
const copies = (element) => [...element.childNodes].map((node) => node.cloneNode(true));
const panel = () => document.querySelector("#chosen[data-node-url]");
let first = null;
let asked = 0;

async function show(address, name, value) {
  const beside = panel();
  if (!beside) return;
  first ??= copies(beside);
  const turn = ++asked;
  if (value === null) {
    beside.replaceChildren(...first.map((node) => node.cloneNode(true)));
    return;
  }
  const url = new URL(address, location.href);
  url.searchParams.set(name, value);
  const answer = await fetch(url, { signal: AbortSignal.timeout(15000), headers: { "HX-Request": "true" } }).catch(() => null);
  if (turn !== asked) return;
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : NOTHING, "text/html");
  beside.replaceChildren(...page.body.childNodes);
  window.htmx.process(beside);
}

document.addEventListener("network:select", ({ detail }) => show(panel()?.dataset.nodeUrl, "node", detail.id));
document.addEventListener("network:picked", ({ detail }) => {
  if (detail.ids.length) show(panel()?.dataset.pickedUrl, "names", detail.ids.join(" "));
});
document.addEventListener("click", (event) => {
  const table = event.target.closest("[data-picked-do]") && document.querySelector("#members-table");
  if (!table) return;
  const ids = [...table.querySelectorAll("input[data-pick]:checked")].map((pick) => pick.value);
  if (!ids.length) return;
  show(panel()?.dataset.pickedUrl, "names", ids.join(" "));
  panel()?.scrollIntoView({ block: "center" });
});
