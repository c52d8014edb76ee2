// The preview follows the sources: a new page is loaded behind the old one, brought to the same
// place, and then shown.
"use strict";
(() => {
  const { dataset } = document.body;
  const summary = document.querySelector("#summary");
  const panel = document.querySelector("#problems");
  const list = panel.querySelector("ol");
  let shown = document.querySelector("#page");
  let number = Number(dataset.number);

  // -- the place on the page: the first element with an id that is in sight, and how far up it is

  function placeOf(frame) {
    const inner = frame.contentDocument;
    if (!inner?.body) return null;
    const open = [...inner.querySelectorAll("details[open][id]")].map((one) => one.id);
    for (const one of inner.querySelectorAll("main [id]")) {
      const box = one.getBoundingClientRect();
      if (box.height && box.bottom > 0) return { id: one.id, top: box.top, open, y: frame.contentWindow.scrollY };
    }
    return { id: "", top: 0, open, y: frame.contentWindow.scrollY };
  }

  function bringTo(frame, place) {
    if (!place) return;
    const inner = frame.contentDocument;
    for (const id of place.open) inner.getElementById(id)?.setAttribute("open", "");
    const same = place.id && inner.getElementById(place.id);
    const top = same ? same.getBoundingClientRect().top + frame.contentWindow.scrollY - place.top : place.y;
    frame.contentWindow.scrollTo({ top, behavior: "instant" });
  }

  function exchange(problems) {
    const coming = document.createElement("iframe");
    coming.className = "coming";
    coming.title = dataset.title;
    coming.src = `${dataset.page}?number=${number}`;
    coming.addEventListener("load", () => {
      const hadFocus = document.activeElement === shown;
      const place = placeOf(shown);
      markAll(coming, problems);
      bringTo(coming, place);
      coming.className = "";
      coming.id = "page";
      shown.remove();
      shown = coming;
      if (hadFocus) shown.focus();
      document.body.dataset.shown = String(number);
    }, { once: true });
    shown.before(coming);
  }

  // -- problems, beside what they are about

  function markAll(frame, problems) {
    const inner = frame.contentDocument;
    inner.querySelectorAll("[data-problem]").forEach((mark) => mark.remove());
    problems.filter((one) => one.anchor).forEach((one) => {
      const about = inner.getElementById(one.anchor);
      if (!about) return;
      const mark = inner.createElement("p");
      mark.dataset.problem = one.code;
      mark.textContent = `${one.kind} ${one.code}: ${one.what}. ${dataset.fix} ${one.fix}`;
      Object.assign(mark.style, {
        background: "#FDF1E8", color: "#7A2A08", borderInlineStart: "5px solid #C2410C",
        padding: "0.4rem 0.8rem", margin: "0.4rem 0", font: "0.9rem/1.4 sans-serif",
      });
      about.before(mark);
    });
  }

  function line(kind, text) {
    const made = document.createElement("p");
    made.className = kind;
    made.append(text);
    return made;
  }

  function listAll(problems) {
    list.replaceChildren(...problems.map((one) => {
      const item = document.createElement("li");
      item.className = one.severity;
      const name = document.createElement("strong");
      name.textContent = `${one.kind} ${one.code} `;
      const what = line("what", name);
      what.append(one.what);
      item.append(what);
      const where = line("where", one.anchor ? "" : one.where);
      if (one.anchor) {
        const go = document.createElement("button");
        go.textContent = one.where;
        go.addEventListener("click", () => {
          const about = shown.contentDocument.getElementById(one.anchor);
          about?.scrollIntoView({ block: "center", behavior: "instant" });
          shown.focus();
        });
        where.append(go);
      }
      item.append(where, line("fix", `${dataset.fix} ${one.fix}`));
      return item;
    }));
    panel.hidden = !problems.length;
  }

  // -- following

  async function follow() {
    let pause = 0;
    let first = true;
    for (;;) {
      try {
        const answer = await fetch(`${dataset.state}?after=${first ? 0 : number}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const state = await answer.json();
        const isNew = state.number !== number;
        if (isNew || first) {
          const older = number;
          number = state.number;
          summary.textContent = state.summary;
          summary.classList.toggle("old", !state.current);
          listAll(state.problems);
          if (state.current && (isNew || !older)) exchange(state.problems);
          else if (shown.contentDocument?.readyState === "complete") markAll(shown, state.problems);
          else shown.addEventListener("load", () => markAll(shown, state.problems), { once: true });
          if (!isNew) document.body.dataset.shown = String(number);
        }
        first = false;
        pause = 0;
      } catch {
        summary.textContent = dataset.lost;
        summary.classList.add("old");
        pause = Math.min(pause + 500, 5000);
        await new Promise((resume) => setTimeout(resume, pause));
      }
    }
  }

  follow();
})();
