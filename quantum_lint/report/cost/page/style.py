"""What the page looks like, by day and by night, and the one script in it, which sorts its table."""

from __future__ import annotations

#: Colours that are told apart in both looks, by people who are colour-blind too (the scheme of Observable Plot).
COLOURS = ("#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e")
#: For all that has none of its own.
REST = "#9498a0"

STYLE = """
:root { color-scheme: light dark; --ink: #1c2128; --soft: #636c76; --line: #d8dee4; --page: #fff; --band: #f6f8fa;
  --good: #1a7f37; --fair: #9a6700; --poor: #cf222e; --link: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #8d96a0; --line: #30363d; --page: #0d1117;
  --band: #161b22; --good: #3fb950; --fair: #d29922; --poor: #f85149; --link: #58a6ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 2.5rem 2rem 4rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: .95rem; font-weight: 600; color: var(--soft); margin: 0; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
.total { font-size: 2.6rem; font-weight: 650; letter-spacing: -.02em; line-height: 1.2; margin: .1rem 0 .3rem;
  font-variant-numeric: tabular-nums; }
.total.several { font-size: 1.4rem; line-height: 1.4; }
.soft, small { color: var(--soft); }
.soft { margin: 0; }
code, .mono { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .92em; }
.policy { margin: 1.2rem 0 0; padding: 0; list-style: none; }
.policy li { border-left: 4px solid var(--fair); background: var(--band); padding: .5rem .9rem; margin: .35rem 0;
  border-radius: 0 6px 6px 0; }
.policy li.blocks { border-color: var(--poor); }
.policy b { color: var(--fair); } .policy .blocks b { color: var(--poor); }
.bar { display: flex; height: 2.1rem; border-radius: 7px; overflow: hidden; gap: 2px; background: var(--band); }
.bar span { min-width: 3px; }
.legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: .15rem 2rem;
  margin: .8rem 0 0; padding: 0; list-style: none; }
.legend li { display: grid; grid-template-columns: .8rem 1fr auto 3.2rem; gap: .55rem; align-items: baseline; }
.legend i { width: .8rem; height: .8rem; border-radius: 3px; }
.legend .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.legend .share { color: var(--soft); text-align: right; }
.legend, td, th { font-variant-numeric: tabular-nums; }
figure { margin: 0; }
.keys { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: 0 0 .3rem; padding: 0; list-style: none; }
.keys i { display: inline-block; width: .8rem; height: .8rem; border-radius: 50%; margin-right: .45rem; }
svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: var(--soft); } svg .label { fill: var(--ink); } svg .grid { stroke: var(--line); }
svg .edge { fill: none; stroke: var(--soft); stroke-dasharray: 3 4; opacity: .8; }
svg circle { stroke: var(--page); stroke-width: 1.5; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; padding: .45rem .5rem; vertical-align: top; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: .4rem; white-space: normal; min-width: 11rem; }
th.text, td.text { text-align: left; white-space: normal; overflow-wrap: anywhere; }
th { font-weight: 600; font-size: .82rem; color: var(--soft); border-bottom: 2px solid var(--line);
  vertical-align: bottom; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
th button:hover { color: var(--ink); }
th button::after { content: "\\2195"; opacity: .45; margin-left: .3em; }
th[aria-sort=ascending] button::after { content: "\\2191"; opacity: 1; }
th[aria-sort=descending] button::after { content: "\\2193"; opacity: 1; }
tbody { border-bottom: 1px solid var(--line); }
tbody:hover { background: var(--band); }
td b { font-weight: 600; } td.cost { font-weight: 600; } td.why { white-space: normal; min-width: 9rem; }
td small { display: block; overflow-wrap: anywhere; }
td.more { padding: 0 .4rem .45rem; white-space: normal; }
.meter { display: block; height: 4px; border-radius: 2px; background: var(--line); margin-top: .3rem; min-width: 4rem; }
.meter i { display: block; height: 4px; border-radius: 2px; background: var(--good); }
.meter.fair i { background: var(--fair); } .meter.poor i { background: var(--poor); }
summary { color: var(--link); cursor: pointer; font-size: .85rem; }
.inside { display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem; padding: .5rem 0 .8rem .4rem;
  max-width: min(78rem, calc(100vw - 5rem)); }
.inside ul { margin: 0; padding-left: 1.2rem; } .inside p { margin: 0; }
.lines { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .9rem; background: var(--page); }
.lines ul { padding: 0; list-style: none; } .lines ul ul { padding-left: 1.2rem; }
.lines .line { display: grid; grid-template-columns: 1fr auto 11rem; gap: 1.5rem; padding: .1rem 0; }
.lines .line span + span { text-align: right; }
pre { overflow-x: auto; margin: 0; padding: .8rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--page); font: 13px/1.2 "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace; }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .85rem; }
footer ul { margin: .3rem 0; padding-left: 1.2rem; }
@media print { details > * { display: block; } th button::after { content: ""; } body { max-width: none; padding: 0; } }
"""

SCRIPT = """
const known = (text) => text !== "";
const compare = (one, other) => isNaN(one) || isNaN(other) ? one.localeCompare(other) : one - other;
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const heading = button.parentElement, table = heading.closest("table");
    const turn = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
    const key = (body) => body.rows[0].cells[heading.cellIndex].dataset.sort;
    table.append(...[...table.tBodies].sort((one, other) =>
      known(key(other)) - known(key(one)) || turn * compare(key(one), key(other))));
  });
}
"""
