"use strict";
// Draws every chart of the page from the JSON it holds. Nothing is fetched.
const specs = JSON.parse(document.getElementById("charts").textContent);
const refuse = { load: () => Promise.reject(new Error("this page fetches nothing")) };
const options = { renderer: "svg", actions: false, defaultStyle: false, loader: refuse };

async function draw(place) {
  const name = place.dataset.chart;
  try {
    const { view } = await window.vegaEmbed(place, specs[name], options);
    const link = document.createElement("a");
    link.textContent = "Save as SVG";
    link.className = "save";
    link.download = name + ".svg";
    link.href = await view.toImageURL("svg");
    place.parentElement.querySelector("figcaption").append(link);
  } catch (error) {
    place.textContent = "This chart could not be drawn: " + error.message;
  }
}

for (const place of document.querySelectorAll("[data-chart]")) draw(place);

// A closed table would be missing on paper.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not(.numbers)")) details.open = true;
});
