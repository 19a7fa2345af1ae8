"use strict";
// Draws every chart of the page from the JSON it holds, as wide as the page allows. Nothing is fetched.
const specs = JSON.parse(document.getElementById("charts").textContent);
const refuse = { load: () => Promise.reject(new Error("this page fetches nothing")) };
const options = { renderer: "svg", actions: false, defaultStyle: false, loader: refuse };
const NARROW = 640; // pixels: below, charts side by side go one below the other
const NUMBERS = 40; // pixels right of a narrow chart, for the numbers at the ends of its longest bars
const LABELS = 110; // pixels beside a chart in a column, for the names of its bars

// The chart for a width: views side by side below one another, names of colours in a column, shorter labels.
function fitted(spec, width) {
  if (width >= NARROW) return spec;
  const text = JSON.stringify(spec, (key, value) => {
    if (key === "legend" && value && value.orient === "top") return { ...value, columns: 1, labelLimit: width - LABELS };
    if (key === "legend" && value && value.gradientLength) return { ...value, gradientLength: width / 2 };
    if (key === "axis" && value && value.labelOverlap) return { ...value, labelOverlap: "greedy", labelSeparation: 8 };
    if (key === "tickCount" && typeof value === "number") return Math.min(value, 4);
    return value;
  });
  const made = JSON.parse(text);
  made.config = { ...made.config, axis: { ...made.config.axis, labelLimit: Math.round(width * 0.42) } };
  if (made.hconcat || made.vconcat) {
    const views = (made.hconcat || made.vconcat).map((view) => ({ ...view, width: Math.min(view.width, width - LABELS) }));
    delete made.hconcat;
    return { ...made, vconcat: views };
  }
  const hasNumbers = text.includes('"align":"left"');
  const padding = { left: 5, top: 5, right: hasNumbers ? NUMBERS : 5, bottom: 5 };
  return { ...made, width: width, padding, autosize: { type: "fit-x", contains: "padding" } };
}

// A picture that says what it shows wherever it is looked at: on the page, and where it was saved.
function named(svg, spec) {
  const words = { title: spec.description.split(". ")[0], desc: spec.description };
  for (const [tag, text] of Object.entries(words).reverse()) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    element.textContent = text;
    svg.prepend(element);
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", spec.description);
}

async function draw(place) {
  const name = place.dataset.chart;
  const figure = place.parentElement;
  try {
    await window.vegaEmbed(place, fitted(specs[name], place.clientWidth), options);
    const svg = place.querySelector("svg");
    named(svg, specs[name]);
    const link = figure.querySelector("a.picture") || document.createElement("a");
    link.textContent = "Save as SVG";
    link.className = "picture";
    link.download = name + ".svg";
    link.href = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
    figure.querySelector(".save").append(link);
  } catch (error) {
    place.textContent = "This chart could not be drawn: " + error.message;
  }
}

// Shown by the web application, each chart leads to its view there; opened as a file, there is no such place.
if (window.location.protocol.startsWith("http")) {
  for (const line of document.querySelectorAll("p.explore")) line.hidden = false;
}

const places = [...document.querySelectorAll("[data-chart]")];
for (const place of places) draw(place);

// A telephone that is turned: draw again where the width has changed.
let drawn = document.documentElement.clientWidth;
let waiting = 0;
window.addEventListener("resize", () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    const width = document.documentElement.clientWidth;
    if (width === drawn || (width > 860 && drawn > 860)) return;
    drawn = width;
    for (const place of places) draw(place);
  }, 200);
});

// A closed table would be missing on paper.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not(.numbers)")) details.open = true;
});
