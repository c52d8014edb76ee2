// The review page works without this file; it adds marking words in a passage, and keys.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (text) => text.trim().split(/\s+/).filter(Boolean);
  const messages = one("#messages")?.dataset ?? {};
  const live = one("#live");
  const quote = one("#quote");
  const form = one("#decision");
  const dialog = one("#keys-dialog");
  const sameDay = (day) => {
    const two = (number) => String(number).padStart(2, "0");
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  };

  function say(message, filled = "") {
    if (live && message) live.textContent = message.replace("#", () => filled);
  }

  function goTo(element) {
    if (!element) return;
    element.scrollIntoView({ block: "nearest" });
    element.focus({ preventScroll: true });
  }

  // -- passages

  const passages = all(".candidate");
  const radioOf = (passage) => one("input[type=radio]", passage);
  const textOf = (passage) => one(".passage-text", passage);
  const chosen = () => passages.find((passage) => radioOf(passage).checked);

  function choose(passage, focus = true) {
    radioOf(passage).checked = true;
    if (focus) goTo(radioOf(passage));
    passage.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    if (!passages.length) return;
    const at = passages.indexOf(chosen());
    const next = at < 0 ? (by > 0 ? 0 : passages.length - 1) : at + by;
    choose(passages[Math.max(0, Math.min(next, passages.length - 1))]);
  }

  // -- the quote

  function count() {
    if (!quote) return;
    const shown = one("#quote-count");
    const number = words(quote.value).length;
    shown.textContent = shown.dataset.words.replace("#", () => number);
    shown.classList.toggle("over", number > Number(quote.dataset.most));
  }

  function take(text) {
    quote.value = words(text).join(" ");
    count();
    say(messages.quote, words(text).length);
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const from = selection.getRangeAt(0);
    const within = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".passage-text");
    const text = within(from.startContainer);
    if (!text || !one("#decision")) return null;
    const kept = from.cloneRange();
    if (within(from.endContainer) !== text) kept.setEnd(text, text.childNodes.length);
    return { passage: text.closest(".candidate"), text: kept.toString() };
  }

  function takeSelected() {
    const found = selected();
    if (!found || !found.passage || !words(found.text).length) return;
    choose(found.passage, false);
    take(found.text);
  }

  function quoteWhole() {
    const passage = chosen();
    if (!passage) return say(messages.none);
    const number = words(textOf(passage).textContent).length;
    if (number > Number(quote.dataset.most)) return say(messages.long, number);
    take(textOf(passage).textContent);
  }

  // -- marking words with the keyboard: a range of words, moved and extended with the arrow keys

  let marking = null;

  function wordsIn(text, language) {
    const found = [];
    if (/\s/.test(text.trim()) || !window.Intl?.Segmenter) {
      for (const match of text.matchAll(/\S+/g)) found.push([match.index, match.index + match[0].length]);
      return found;
    }
    for (const part of new Intl.Segmenter(language || undefined, { granularity: "word" }).segment(text)) {
      if (part.segment.trim()) found.push([part.index, part.index + part.segment.length]);
    }
    return found;
  }

  function beginMarking() {
    const passage = chosen();
    if (!passage) return say(messages.none);
    const text = textOf(passage);
    const spans = wordsIn(text.textContent, text.lang);
    if (!spans.length) return undefined;
    marking = { text, spans, from: 0, to: 0, quote: quote.value };
    text.classList.add("marking");
    goTo(text);
    showMarked();
    return say(messages.mark);
  }

  function showMarked() {
    const node = marking.text.firstChild;
    const range = document.createRange();
    range.setStart(node, marking.spans[marking.from][0]);
    range.setEnd(node, marking.spans[marking.to][1]);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const words = range.toString();
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) marking.text.scrollIntoView({ block: "center" });
    say("#", words.length > 160 ? `${words.slice(0, 60)} … ${words.slice(-60)}` : words);
  }

  function sentenceEnd(from) {
    const { spans, text } = marking;
    let at = from;
    while (at < spans.length - 1 && !/[.!?;:。！？।؟]["”’)]*$/.test(text.textContent.slice(...spans[at]))) at += 1;
    return at;
  }

  function endMarking(taken) {
    const { text, quote: before } = marking;
    const words = getSelection().toString();
    text.classList.remove("marking");
    getSelection().removeAllRanges();
    marking = null;
    if (taken) {
      take(words);
      goTo(one('input[name="value"]:checked') ?? one('input[name="value"]'));
    } else {
      quote.value = before;
      count();
      goTo(radioOf(text.closest(".candidate")));
    }
  }

  function moveMark(event) {
    const last = marking.spans.length - 1;
    const rightToLeft = getComputedStyle(marking.text).direction === "rtl";
    const onward = event.key === (rightToLeft ? "ArrowLeft" : "ArrowRight");
    const back = event.key === (rightToLeft ? "ArrowRight" : "ArrowLeft");
    if (onward && event.shiftKey) marking.to = Math.min(marking.to + 1, last);
    else if (back && event.shiftKey) marking.to = Math.max(marking.to - 1, marking.from);
    else if (onward) marking.from = marking.to = Math.min(marking.to + 1, last);
    else if (back) marking.from = marking.to = Math.max(marking.from - 1, 0);
    else if (event.key === "ArrowDown" && event.shiftKey) marking.to = sentenceEnd(Math.min(marking.to + 1, last));
    else if (event.key === "ArrowDown") {
      const end = sentenceEnd(marking.from);
      if (marking.to >= end) marking.from = Math.min(marking.to + 1, last);
      marking.to = sentenceEnd(marking.from);
    } else if (event.key === "ArrowUp") {
      let from = Math.max(marking.from - 1, 0);
      while (from > 0 && sentenceEnd(from - 1) !== from - 1) from -= 1;
      marking.from = from;
      marking.to = sentenceEnd(from);
    } else if (event.key === "Home") marking.from = marking.to = 0;
    else if (event.key === "End") marking.from = marking.to = last;
    else if (event.key === "Enter") return endMarking(true);
    else if (event.key === "Escape") return endMarking(false);
    else return false;
    showMarked();
    return true;
  }

  // -- keys

  function answer(number) {
    const radio = one(`input[name="value"][data-key="${number}"]`);
    if (!radio) return;
    radio.checked = true;
    goTo(radio);
    say(messages.answer, one(`label[for="${radio.id}"] .name`).textContent);
  }

  const follow = (id) => one(`#${id}`)?.click();
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    m: () => quote && beginMarking(),
    q: () => quote && quoteWhole(),
    w: () => goTo(one("#note")),
    n: () => follow("next"),
    f: () => follow("following"),
    p: () => follow("previous"),
    z: () => one("#undo")?.requestSubmit(),
    u: () => follow("ask-uptake"),
    i: () => follow("ask-implementation"),
    o: () => follow("ask-position"),
    "/": () => goTo(one("#q")),
    "?": () => dialog && !dialog.open && dialog.showModal(),
  };

  function onKey(event) {
    if (event.isComposing || event.altKey) return;
    const writes = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(one("button.primary", form));
      return;
    }
    if (event.ctrlKey || event.metaKey || dialog?.open) return;
    if (marking) {
      if (moveMark(event) !== false) event.preventDefault();
      else if (event.key.length === 1) event.preventDefault();
      return;
    }
    if (writes) {
      if (event.key === "Escape") goTo(chosen() ? radioOf(chosen()) : one("#content"));
      return;
    }
    if (document.body.dataset.keys !== "on") return;
    if (/^[1-8]$/.test(event.key) && form) {
      event.preventDefault();
      answer(event.key);
    } else if (Object.hasOwn(KEYS, event.key)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("mouseup", () => !marking && takeSelected());
  document.addEventListener("touchend", () => !marking && setTimeout(takeSelected, 50));
  quote?.addEventListener("input", count);
  form?.addEventListener("submit", (event) => {
    // A second click while the first is on its way would send the form twice.
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => form && delete form.dataset.sent);
  all('[data-opens="keys"]').forEach((link) => link.addEventListener("click", (event) => {
    if (!dialog) return;
    event.preventDefault();
    dialog.showModal();
  }));
  all('.errors a[href="#value"]').forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(one('input[name="value"]'));
  }));
  const today = one("[data-today]");
  if (today && !today.value) today.value = sameDay(new Date());

  count();
  // A page that is loaded anew says nothing by itself: put what happened into the live region.
  const recorded = one("#recorded p");
  if (one("#errors")) goTo(one("#errors"));
  else if (one("#rec-title") && !location.hash) one("#rec-title").focus({ preventScroll: true });
  if (recorded) setTimeout(() => say("#", recorded.textContent), 300);
})();
