// Files that are dropped on a field are its files; their names are shown.
(() => {
  function follow(place) {
    const input = place.querySelector("input[type=file]");
    const names = place.querySelector("[data-part=names]");
    const show = () => { names.textContent = [...input.files].map((file) => file.name).join(", "); };
    const over = (isOver) => place.classList.toggle("is-over", isOver);
    input.addEventListener("change", show);
    place.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
    place.addEventListener("dragleave", () => over(false));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      show();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll("[data-drop]")) follow(place);
  });
})();
