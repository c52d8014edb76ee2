// The list works without this file; it adds searching and filtering in place.
"use strict";
(() => {
  const filters = document.getElementById("filters");
  const entries = [...document.querySelectorAll(".entry")];
  if (!filters || !entries.length) return;
  const search = document.getElementById("q");
  const selects = [...filters.querySelectorAll("select")];
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const format = numbers(filters.dataset.language);
  // accents and case do not matter to somebody who searches
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = entries.map((entry) => folded(entry.textContent));

  function numbers(language) {
    try {
      return new Intl.NumberFormat(language);
    } catch {
      return new Intl.NumberFormat();
    }
  }

  function fits(entry, text, words) {
    return (
      words.every((word) => text.includes(word)) &&
      selects.every(
        (select) =>
          !select.value || entry.dataset[select.dataset.filter].split(";").includes(select.value),
      )
    );
  }

  function show() {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    entries.forEach((entry, index) => {
      entry.hidden = !fits(entry, texts[index], words);
      count += entry.hidden ? 0 : 1;
    });
    none.hidden = count > 0;
    shown.textContent = filters.dataset.shown.replace("#", () => format.format(count));
  }

  // what is asked stands in the address, so that it can be kept and sent on
  function remember() {
    const asked = new URLSearchParams();
    if (search.value) asked.set("q", search.value);
    for (const select of selects) if (select.value) asked.set(select.dataset.filter, select.value);
    history.replaceState(null, "", `#${asked}`);
  }

  function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    search.value = asked.get("q") ?? "";
    for (const select of selects) {
      const value = asked.get(select.dataset.filter) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    show();
  }

  filters.addEventListener("input", () => {
    show();
    remember();
  });
  document.getElementById("reset").addEventListener("click", () => {
    search.value = "";
    for (const select of selects) select.value = "";
    show();
    remember();
    search.focus();
  });
  addEventListener("hashchange", recall);
  filters.hidden = false;
  recall();
})();
