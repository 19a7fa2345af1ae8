"use strict";
// Draws every chart of a page from the JSON beside it, as wide as the page allows, in the colours of the stylesheet.
// Nothing is fetched; expressions of a chart are interpreted and not compiled, so the page needs no right to make code.
(() => {
  const NARROW = 640; // pixels: below, charts side by side go one below the other
  const LABELS = 110; // pixels beside a chart in a column, for the names of its bars
  const refuse = { load: () => Promise.reject(new Error("charts fetch nothing")) };
  const tooltip = { theme: "custom", disableDefaultStyle: true };
  const options = { renderer: "svg", actions: false, defaultStyle: false, ast: true, loader: refuse, tooltip };
  // The palette of the charts, in its order, by the variables of the stylesheet that hold the same colours.
  const NAMED = {
    "#0072B2": "--c1", "#D55E00": "--c2", "#009E73": "--c3", "#CC79A7": "--c4", "#E69F00": "--c5", "#56B4E9": "--c6",
    "#000000": "--c7", "#999999": "--c8", "#222222": "--ink",
  };

  function variable(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // The look: system faces, no paper of its own, light rules.
  function look(width) {
    const ink = variable("--ink"), soft = variable("--soft"), line = variable("--line");
    const face = variable("--data");
    const small = { labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelColor: soft, titleColor: soft };
    return {
      font: face, background: null, view: { stroke: null },
      axis: { ...small, gridColor: line, domainColor: line, tickColor: line, labelLimit: Math.round(Math.min(width * 0.4, 320)) },
      axisY: { titleAngle: 0, titleAlign: "left", titleAnchor: "start", titleX: 0, titleY: -14 },
      legend: { ...small, labelColor: ink, labelLimit: 240 },
      header: { labelFontSize: 12, titleFontSize: 12, labelColor: ink, titleColor: soft, labelFontWeight: 600 },
      title: { fontSize: 13, fontWeight: 600, anchor: "start", color: ink, offset: 8 },
      text: { fontSize: 12, color: ink },
    };
  }

  // The chart for a width: its colours from the stylesheet, views side by side below one another where it is narrow.
  function fitted(spec, width) {
    const isNarrow = width < NARROW;
    const made = JSON.parse(JSON.stringify(spec, (key, value) => {
      if (typeof value === "string" && NAMED[value]) return variable(NAMED[value]);
      if (isNarrow && key === "legend" && value && value.orient === "top") return { ...value, columns: 2, labelLimit: width / 2 - 30 };
      if (isNarrow && key === "tickCount" && typeof value === "number") return Math.min(value, 4);
      return value;
    }));
    delete made.$schema;
    made.config = look(width);
    if (made.hconcat || made.vconcat) {
      const views = (made.hconcat || made.vconcat);
      if (!isNarrow) return made;
      delete made.hconcat;
      return { ...made, vconcat: views.map((view) => ({ ...view, width: Math.min(view.width, width - LABELS) })) };
    }
    if (made.facet && made.spec && made.columns) {
      const columns = width < 420 ? 1 : isNarrow ? 2 : made.columns;
      const room = (width - 60) / columns - 24; // beside the axis, and between two panels
      return { ...made, columns, spec: { ...made.spec, width: Math.max(room, 120) } };
    }
    if (made.facet && made.spec) {
      made.spec = { ...made.spec, width: Math.max(width - LABELS - 60, 180) };
      return made;
    }
    return { ...made, width, autosize: { type: "fit-x", contains: "padding" } };
  }

  async function draw(place) {
    const holder = place.parentElement.querySelector("script.spec");
    if (!holder || !window.vegaEmbed || !place.clientWidth) return;
    const spec = JSON.parse(holder.textContent);
    place.dataset.width = place.clientWidth;
    try {
      await window.vegaEmbed(place, fitted(spec, place.clientWidth), options);
      const svg = place.querySelector("svg");
      svg.setAttribute("aria-hidden", "true"); // the place itself says what the picture shows
      place.dataset.drawn = "true";
    } catch (error) {
      place.textContent = "This chart could not be drawn: " + error.message;
      place.dataset.drawn = "failed";
    }
  }

  function drawAll(isAnew) {
    for (const place of document.querySelectorAll("figure .chart")) {
      if (isAnew || !place.dataset.width) draw(place);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    drawAll(false);
    new MutationObserver(() => drawAll(false)).observe(document.body, { childList: true, subtree: true });
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(true));
  let waiting = 0;
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      for (const place of document.querySelectorAll("figure .chart")) {
        if (Math.abs(place.clientWidth - Number(place.dataset.width)) > 8) draw(place);
      }
    }, 200);
  });
})();
