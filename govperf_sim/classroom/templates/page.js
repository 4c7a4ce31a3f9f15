"use strict";
// A grid of runs that have been played, and sliders that choose among them.  Nothing is computed here but differences of
// shown numbers: every mean and interval stands in the page as the simulation gave it.

const runs = JSON.parse(document.getElementById("runs").textContent);
const byId = (id) => document.getElementById(id);
const outcome = Object.fromEntries(runs.outcomes.map((o, n) => [o.code, n]));
const efforts = runs.outcomes.filter((o) => o.code.startsWith("effort_")).map((o) => o.code);
const SHORT = { reported: "classroom_page.short_reported", level: "classroom_page.short_level" };
const HALF = 0.5; // of a point: a smaller change is not worth a sentence, however sure it is
const LOOK = { reported: "var(--told)", level: "var(--true)", effort: "var(--work)", ghost: "var(--ghost)" };

const state = { at: [...runs.start], lever: 0, language: document.documentElement.lang.slice(0, 2), trainer: false, story: null };

// --- words and numbers -------------------------------------------------------------------------------------------------

const said = (name) => name[state.language];
const word = (key, values = {}) =>
  runs.words[key][state.language].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

function cell(at) {
  let index = 0;
  at.forEach((stop, n) => { index = index * runs.levers[n].stops.length + stop; });
  return runs.cells[index];
}

/** What a cell says of an outcome: shown numbers, or null where there is nothing to take a share of. */
function told(at, code) {
  if (!(code in outcome)) return null;
  const n = outcome[code], found = cell(at)[n];
  if (found === null) return null;
  const unit = 10 ** runs.outcomes[n].decimals;
  const [mean, low, high, more, least, most] = found.map((x) => x / unit);
  return { mean, low, high, more, least, most, decimals: runs.outcomes[n].decimals };
}

const shown = (value, decimals) => (Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value).toFixed(decimals).replace("-", "−");
const signed = (value, decimals) => (value > 0 ? "+" : value === 0 ? "±" : "") + shown(value, decimals);
const whole = (found) => (found ? shown(found.mean, found.decimals) : "–");
const within = (found, key) => word(key, { low: shown(found.low, found.decimals), high: shown(found.high, found.decimals) });
const isStart = () => state.at.every((stop, n) => stop === runs.start[n]);

// --- sliders -----------------------------------------------------------------------------------------------------------

function drawSliders() {
  byId("sliders").innerHTML = runs.levers.map((lever, n) => `
    <div class="lever" data-lever="${lever.code}">
      <label for="lever_${n}"><span>${escaped(said(lever.name))}</span><output id="out_${n}" for="lever_${n}"></output></label>
      <input type="range" id="lever_${n}" min="0" max="${lever.stops.length - 1}" step="1" value="${state.at[n]}">
      <div class="stops" aria-hidden="true">${lever.stops.map((stop, s) =>
        `<span style="left:${100 * s / Math.max(lever.stops.length - 1, 1)}%"${s === runs.start[n] ? ' class="start"' : ""}>${escaped(said(stop.short))}</span>`).join("")}</div>
    </div>`).join("");
  runs.levers.forEach((_, n) => byId(`lever_${n}`).addEventListener("input", (event) => move(n, Number(event.target.value))));
}

function move(lever, stop) {
  state.at[lever] = stop;
  state.lever = lever;
  show();
}

function showSliders() {
  const tried = state.story && runs.stories[state.story.at].steps[state.story.step].lever;
  runs.levers.forEach((lever, n) => {
    const input = byId(`lever_${n}`), text = said(lever.stops[state.at[n]].long);
    input.value = state.at[n];
    input.setAttribute("aria-valuetext", text);
    byId(`out_${n}`).textContent = text;
    input.closest(".lever").classList.toggle("tried", tried === lever.code);
  });
  byId("back").disabled = isStart();
}

// --- pictures ----------------------------------------------------------------------------------------------------------

const picture = (width, height, words, inner) =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(words)}">${inner}</svg>`;
const text = (x, y, words, more = "") => `<text x="${x}" y="${y}" ${more}>${escaped(words)}</text>`;
const stopsAlong = (lever) => runs.levers[lever].stops.map((_, s) => state.at.map((stop, n) => (n === lever ? s : stop)));

/** The ends of an axis that stays where it is whatever slider moves. */
const ends = {};
function axis(codes) {
  const key = codes.join();
  if (!(key in ends)) {
    let least = Infinity, most = -Infinity;
    for (const found of runs.cells) for (const code of codes) {
      const numbers = found[outcome[code]];
      if (numbers) { least = Math.min(least, numbers[1]); most = Math.max(most, numbers[2]); }
    }
    const unit = 10 ** runs.outcomes[outcome[codes[0]]].decimals;
    ends[key] = [least / unit, most / unit];
  }
  return ends[key];
}

/** Score as reported and true level, along the slider that was moved last. */
function drawSweep() {
  const lever = runs.levers[state.lever], along = stopsAlong(state.lever);
  const narrow = window.innerWidth <= 820;
  const W = narrow ? 360 : 720, H = narrow ? 190 : 300, left = 34, right = narrow ? 78 : 118, top = 14, bottom = narrow ? 40 : 46;
  const [least, most] = axis(["reported", "level"]);
  const floor = Math.floor(least / 10) * 10, roof = Math.ceil(most / 10) * 10;
  const x = (s) => left + (along.length === 1 ? 0.5 : s / (along.length - 1)) * (W - left - right);
  const y = (value) => top + (roof - value) / (roof - floor) * (H - top - bottom);
  let inner = "";
  for (let v = floor; v <= roof; v += 10)
    inner += `<line x1="${left}" x2="${W - right}" y1="${y(v)}" y2="${y(v)}" stroke="var(--line)"/>` +
      text(left - 6, y(v) + 4, v, 'text-anchor="end" class="soft"');
  const here = state.at[state.lever];
  inner += `<rect class="moves" x="${x(here) - 13}" y="${top - 8}" width="26" height="${H - top - bottom + 16}" rx="6" fill="#fde68a" opacity=".55"/>`;
  lever.stops.forEach((stop, s) => {
    inner += text(x(s), H - bottom + 20, said(stop.short), `text-anchor="middle"${s === here ? ' font-weight="700"' : ' class="soft"'}`);
  });
  inner += text((left + W - right) / 2, H - 4, said(lever.name), 'text-anchor="middle" font-weight="600"');
  const labels = [];
  for (const code of ["level", "reported"]) {
    const points = along.map((at) => told(at, code)).map((found, s) => found && { s, ...found }).filter(Boolean);
    const start = told(runs.start, code);
    if (start) inner += `<line x1="${left}" x2="${W - right}" y1="${y(start.mean)}" y2="${y(start.mean)}" stroke="${LOOK[code]}" stroke-dasharray="2 5" opacity=".7"/>`;
    inner += `<polyline fill="none" stroke="${LOOK[code]}" stroke-width="3" points="${points.map((p) => `${x(p.s)},${y(p.mean)}`).join(" ")}"/>`;
    for (const p of points) {
      inner += `<line x1="${x(p.s)}" x2="${x(p.s)}" y1="${y(p.low)}" y2="${y(p.high)}" stroke="${LOOK[code]}" stroke-width="2"/>` +
        `<circle cx="${x(p.s)}" cy="${y(p.mean)}" r="${p.s === here ? 7 : 4}" fill="${code === "level" ? LOOK[code] : "#fff"}" stroke="${LOOK[code]}" stroke-width="2.5"/>`;
    }
    if (points.length) labels.push({ code, y: y(points[points.length - 1].mean), at: points[points.length - 1].s });
  }
  labels.sort((a, b) => a.y - b.y).forEach((label, n) => {
    const apart = n && label.y - labels[0].y < 17 ? labels[0].y + 17 : label.y;
    inner += text(W - right + 12, apart + 4, word(SHORT[label.code]), `fill="${LOOK[label.code]}" style="fill:${LOOK[label.code]}" font-weight="700"`);
  });
  byId("sweep").innerHTML = picture(W, H, word("classroom_page.sweep_words", { lever: said(lever.name) }) + sweepInWords(along, lever), inner);
  byId("sweep_table").innerHTML = table(lever, along, runs.outcomes.map((o) => o.code));
}

const sweepInWords = (along, lever) => along.map((at, s) => {
  const [score, level] = [told(at, "reported"), told(at, "level")];
  return word("classroom_page.sweep_point", { stop: said(lever.stops[s].long), score: whole(score), level: whole(level) });
}).join(" ");

function table(lever, along, codes) {
  const head = lever.stops.map((stop) => `<th scope="col">${escaped(said(stop.short))}</th>`).join("");
  const body = codes.map((code) => `<tr><th scope="row">${escaped(said(runs.outcomes[outcome[code]].name))}</th>` +
    along.map((at, s) => {
      const found = told(at, code), here = s === state.at[runs.levers.indexOf(lever)] ? ' class="here"' : "";
      return `<td${here}>${found ? `${whole(found)}<br><small>${escaped(within(found, "classroom_page.range"))}</small>` : "–"}</td>`;
    }).join("") + "</tr>").join("");
  return `<table><caption>${escaped(said(lever.name))}</caption><thead><tr><th scope="col">${escaped(word("classroom_page.outcome"))}</th>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function drawEfforts() {
  const [, most] = axis(efforts);
  const W = 360, line = 46, H = efforts.length * line + 6, left = 8, right = 58;
  const x = (value) => left + Math.max(value, 0) / most * (W - left - right);
  let inner = "";
  const words = efforts.map((code, n) => {
    const found = told(state.at, code), start = told(runs.start, code), name = said(runs.outcomes[outcome[code]].name), y = n * line;
    inner += text(left, y + 15, name) +
      `<rect class="moves" x="${left}" y="${y + 21}" width="${x(found.mean) - left}" height="16" rx="3" fill="${LOOK.effort}"/>` +
      `<line x1="${x(found.low)}" x2="${x(found.high)}" y1="${y + 29}" y2="${y + 29}" stroke="var(--ink)" stroke-width="2"/>` +
      `<line x1="${x(start.mean)}" x2="${x(start.mean)}" y1="${y + 18}" y2="${y + 40}" stroke="${LOOK.ghost}" stroke-width="2" stroke-dasharray="3 2"/>` +
      text(W - right + 8, y + 34, whole(found), `font-weight="700" data-outcome="${code}"`);
    return `${name} ${whole(found)} (${word("classroom_page.at_start", { value: whole(start) })})`;
  });
  byId("efforts").innerHTML = picture(W, H, words.join("; "), inner);
}

/** A hundred sanctions, those without cause filled in; and what props the score up. */
function drawAccounts() {
  const wrong = told(state.at, "false_share"), often = told(state.at, "sanctioned"), missed = told(state.at, "missed");
  const lines = [];
  let dots = "";
  if (wrong) {
    const count = Math.round(wrong.mean);
    for (let n = 0; n < 100; n++)
      dots += `<circle cx="${9 + (n % 20) * 17.5}" cy="${10 + Math.floor(n / 20) * 17.5}" r="7" fill="${n < count ? LOOK.reported : "#fff"}" stroke="${n < count ? LOOK.reported : LOOK.ghost}" stroke-width="1.5"/>`;
    dots = picture(352, 92, word("classroom_page.wrong_words", { count: whole(wrong) }), dots);
    lines.push(`<b data-outcome="false_share">${escaped(word("classroom_page.wrong", { count: whole(wrong) }))}</b> <span class="note">${escaped(within(wrong, "classroom_page.between"))}</span>`);
  } else if ("false_share" in outcome) lines.push(escaped(word("classroom_page.nobody")));
  if (often) lines.push(`<span data-outcome="sanctioned">${escaped(word("classroom_page.often", { count: whole(often) }))}</span> <span class="note">${escaped(within(often, "classroom_page.between"))}</span>`);
  if (missed) lines.push(`<span data-outcome="missed">${escaped(word("classroom_page.missed", { count: whole(missed) }))}</span> <span class="note">${escaped(within(missed, "classroom_page.between"))}</span>`);
  for (const code of ["fabricated", "pictured"]) {
    const found = told(state.at, code);
    if (found) lines.push(`<span data-outcome="${code}">${escaped(said(runs.outcomes[outcome[code]].name) + word("classroom_page.colon"))}<b>${whole(found)}</b></span> <span class="note">${escaped(within(found, "classroom_page.between"))}</span>`);
  }
  byId("accounts").innerHTML = dots + lines.map((line) => `<p>${line}</p>`).join("");
}

function drawSentence() {
  const score = told(state.at, "reported"), level = told(state.at, "level");
  const clear = (found) => (found.least > 0 && found.more >= HALF ? 1 : found.most < 0 && found.more <= -HALF ? -1 : 0);
  let words = `<span class="told" data-outcome="reported">${escaped(word("classroom_page.score_is", { value: whole(score) }))}</span>${escaped(word("classroom_page.comma"))}` +
    `<span class="true" data-outcome="level">${escaped(word("classroom_page.level_is", { value: whole(level) }))}</span>`;
  if (isStart()) words += escaped(word("classroom_page.here_is_the_start"));
  else if (score && level) {
    words += escaped(word("classroom_page.since_start", { score: signed(score.more, score.decimals), level: signed(level.more, level.decimals) }));
    const both = `${clear(score)}${clear(level)}`;
    const alarm = { "1-1": "classroom_page.score_up_truth_down", "-11": "classroom_page.score_down_truth_up", "10": "classroom_page.score_up_alone", "-10": "classroom_page.score_down_alone" }[both];
    if (alarm) words += `<strong class="alarm">${escaped(word(alarm))}</strong>`;
  }
  byId("sentence").innerHTML = words;
}

// --- stories -----------------------------------------------------------------------------------------------------------

function openStory(n) {
  state.story = n === null ? null : { at: n, step: 0, chosen: null };
  if (state.story) begin();
  show();
  byId("story").scrollIntoView({ block: "nearest" });
  const heading = byId("story_title");
  if (heading) heading.focus();
}

function begin() {
  const step = runs.stories[state.story.at].steps[state.story.step];
  state.at = [...step.set];
  state.lever = Math.max(runs.levers.findIndex((lever) => lever.code === step.lever), 0);
}

function drawStory() {
  const place = byId("story");
  document.body.classList.toggle("reading", state.story !== null);
  place.hidden = runs.stories.length === 0;
  if (place.hidden) return;
  if (state.story === null) {
    place.innerHTML = `<h2 id="story_title" tabindex="-1">${escaped(word("classroom_page.stories"))}</h2><div class="stories">` +
      runs.stories.map((story, n) => `<button type="button" data-story="${n}">${n + 1}. ${escaped(said(story.title))}</button>`).join("") + "</div>";
    place.querySelectorAll("[data-story]").forEach((button) => button.addEventListener("click", () => openStory(Number(button.dataset.story))));
    return;
  }
  const { at, step: number, chosen } = state.story, story = runs.stories[at], step = story.steps[number];
  const last = number === story.steps.length - 1, right = chosen === step.answer;
  place.innerHTML = `<h2 id="story_title" tabindex="-1">${at + 1}. ${escaped(said(story.title))}</h2>` +
    (number === 0 ? `<p>${escaped(said(story.intro))}</p>` : "") +
    `<p class="note">${escaped(word("classroom_page.step", { number: number + 1, of: story.steps.length }))}</p>` +
    `<fieldset><legend><b>${escaped(said(step.ask))}</b></legend>` +
    step.choices.map((choice, n) => `<label class="choice"><input type="radio" name="choice" value="${n}"${chosen === n ? " checked" : ""}><span>${escaped(said(choice))}</span></label>`).join("") +
    "</fieldset>" +
    `<div id="verdict" role="status">${chosen === null ? "" :
      `<div class="verdict${right ? "" : " wrong"}"><b>${escaped(word(right ? "classroom_page.right" : "classroom_page.wrong_answer"))}</b>${escaped(right ? said(step.because) : word(step.lever ? "classroom_page.look_again" : "classroom_page.read_again"))}</div>`}</div>` +
    `<div class="row">${right && !last ? `<button type="button" class="first" id="onward">${escaped(word("classroom_page.onward"))}</button>` : ""}` +
    `<button type="button" id="leave"${right && last ? ' class="first"' : ""}>${escaped(word(right && last ? "classroom_page.finish" : "classroom_page.leave"))}</button></div>`;
  place.querySelectorAll("[name=choice]").forEach((input) => input.addEventListener("change", () => {
    state.story.chosen = Number(input.value);
    if (state.story.chosen === step.answer) state.at = [...step.show];
    show();
    place.querySelector(`[value="${input.value}"]`).focus();
  }));
  byId("leave").addEventListener("click", () => openStory(null));
  if (byId("onward")) byId("onward").addEventListener("click", () => {
    state.story = { at, step: number + 1, chosen: null };
    begin();
    show();
    byId("story_title").focus();
  });
}

// --- the trainer -------------------------------------------------------------------------------------------------------

function drawTrainer() {
  const place = byId("for_trainers");
  byId("trainer").setAttribute("aria-pressed", String(state.trainer));
  place.hidden = !state.trainer;
  if (place.hidden) return;
  const letters = "ABCD";
  place.innerHTML = `<h2 id="trainer_title" tabindex="-1">${escaped(word("classroom_page.trainer_title"))}</h2><p>${escaped(word("classroom_page.trainer_intro"))}</p>` +
    `<div class="scroll">${table(runs.levers[state.lever], stopsAlong(state.lever), runs.outcomes.map((o) => o.code))}</div>` +
    runs.stories.map((story, n) => `<article><h3>${n + 1}. ${escaped(said(story.title))}</h3><ol>` +
      story.steps.map((step) => `<li><b>${escaped(said(step.ask))}</b> <span>${letters[step.answer]}. ${escaped(said(step.choices[step.answer]))}</span>` +
        `<p>${escaped(said(step.because))}</p><p class="note">${escaped(word("classroom_page.theory"))} ${escaped(said(step.theory))}</p></li>`).join("") + "</ol></article>").join("") +
    `<h3>${escaped(word("classroom_page.how_played"))}</h3><p>${escaped(word("classroom_page.played_as", runs.played))}</p>`;
}

// --- all of it ---------------------------------------------------------------------------------------------------------

function show() {
  showSliders();
  drawSentence();
  drawSweep();
  drawEfforts();
  drawAccounts();
  drawStory();
  drawTrainer();
  clearTimeout(addressing);
  addressing = setTimeout(toAddress, 300);
}

// Browsers refuse to change the address many times a second, as a dragged slider would.
let addressing = 0;
function toAddress() {
  const hash = [state.at.join("-"), runs.levers[state.lever].code, state.language, ...(state.trainer ? ["trainer"] : [])].join("/");
  history.replaceState(null, "", `#${hash}`);
}

function speak(language) {
  state.language = language;
  document.documentElement.lang = { zh: "zh-CN", en: "en" }[language];
  document.title = byId("title").textContent = said(runs.title);
  byId("mark").textContent = said(runs.mark);
  byId("language").textContent = { zh: "English", en: "中文" }[language];
  byId("language").lang = { zh: "en", en: "zh-CN" }[language];
  document.querySelectorAll("[data-word]").forEach((place) => { place.textContent = word(place.dataset.word); });
  byId("made").textContent = word("classroom_page.played_as", runs.played);
  drawSliders();
  show();
}

/** What a shared address asks for; anything else in it is left alone. */
function fromAddress() {
  const [stops, code, language, view] = location.hash.slice(1).split("/");
  const at = (stops || "").split("-").map(Number);
  if (at.length === runs.levers.length && at.every((s, n) => Number.isInteger(s) && s >= 0 && s < runs.levers[n].stops.length)) state.at = at;
  state.lever = Math.max(runs.levers.findIndex((lever) => lever.code === code), 0);
  state.trainer = view === "trainer";
  speak(language === "zh" || language === "en" ? language : state.language);
}

byId("language").addEventListener("click", () => speak(state.language === "zh" ? "en" : "zh"));
byId("trainer").addEventListener("click", () => { state.trainer = !state.trainer; show(); if (state.trainer) byId("trainer_title").focus(); });
byId("back").addEventListener("click", () => { state.at = [...runs.start]; show(); });
byId("sliders").addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", fromAddress);
window.addEventListener("resize", drawSweep);
fromAddress();

/** What stands on the page, for whoever wants to check it. */
window.classroom = {
  set: (at) => { state.at = [...at]; show(); },
  state: () => ({
    at: [...state.at],
    levers: Object.fromEntries(runs.levers.map((lever, n) => [lever.code, lever.stops[state.at[n]].value])),
    outcomes: Object.fromEntries(runs.outcomes.map((o) => {
      const found = told(state.at, o.code);
      return [o.code, found && { mean: whole(found), low: shown(found.low, found.decimals), high: shown(found.high, found.decimals) }];
    })),
  }),
};
