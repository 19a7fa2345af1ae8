// A run or study that is being made: how far it is, as the server tells it; at its end the page is loaded anew.
(() => {
  function clock(seconds) {
    const whole = Math.max(Math.round(seconds), 1);
    if (whole < 100) return whole + " s";
    return whole < 6000 ? Math.round(whole / 60) + " min" : (whole / 3600).toFixed(1) + " h";
  }

  // Where it is: the day of a run as it came, the worlds of a study in the words of the page.
  function told(words, now) {
    return words ? words.replace(/\{(\w+)\}/g, (whole, name) => Number(now[name]).toLocaleString("en")) : now.words;
  }

  function follow(place) {
    const part = (name) => place.querySelector("[data-part=" + name + "]");
    const events = new EventSource(place.dataset.progress);
    events.addEventListener("progress", (event) => {
      const now = JSON.parse(event.data);
      if (now.state !== "running" && now.state !== "starting") {
        events.close();
        window.location.reload();
        return;
      }
      if (!now.total) return;
      part("words").textContent = told(place.dataset.told, now);
      part("percent").textContent = now.percent;
      place.querySelector("progress").value = now.percent;
      const left = part("left");
      left.textContent = now.left === null ? "" : left.dataset.words.replace("{}", clock(now.left));
    });
    window.addEventListener("pagehide", () => events.close());
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll("[data-progress]")) follow(place);
  });
})();
