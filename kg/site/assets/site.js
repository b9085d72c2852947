'use strict';

/* Pages are complete without this script.  It finds things, changes the language, and shows the facts of a mark. */

const STORED = 'kg-language';
const MOST = 40;
const root = document.documentElement;

/* --- language: Chinese stands in the page, English beside it in data-en… */

function stored() {
  try { return localStorage.getItem(STORED); } catch { return null; }
}

function store(language) {
  try { localStorage.setItem(STORED, language); } catch { /* a page of a disk may have no storage */ }
}

const chinese = new WeakMap();

function inChinese(element, name, now) {
  const known = chinese.get(element) ?? {};
  known[name] ??= now;
  chinese.set(element, known);
  return known[name];
}

function say(sentence, language) {
  const ways = SENTENCES[sentence.dataset.k];
  if (!ways) return;
  const slots = new Map([...sentence.querySelectorAll('[data-s]')].map((slot) => [slot.dataset.s, slot]));
  const parts = ways[language].split(/\{(\w+)\}/).map((part, at) => (at % 2 ? slots.get(part) : part));
  sentence.replaceChildren(...parts.filter(Boolean));
}

function speak(language, within = document) {
  const english = language === 'en';
  for (const element of within.querySelectorAll('[data-en]')) {
    const zh = inChinese(element, '', element.textContent);
    element.textContent = english ? element.dataset.en : zh;
  }
  for (const attribute of ['aria-label', 'placeholder']) {
    for (const element of within.querySelectorAll(`[data-en-${attribute}]`)) {
      const zh = inChinese(element, attribute, element.getAttribute(attribute));
      element.setAttribute(attribute, english ? element.getAttribute(`data-en-${attribute}`) : zh);
    }
  }
  for (const sentence of within.querySelectorAll('.say[data-k]')) say(sentence, language);
  root.lang = english ? 'en' : 'zh-CN';
}

let language = stored() === 'en' ? 'en' : 'zh';
if (language === 'en') speak('en');
document.getElementById('language').addEventListener('click', () => {
  language = language === 'en' ? 'zh' : 'en';
  store(language);
  speak(language);
});

/* --- search: the index is a script, since a page of a disk may not fetch files */

const box = document.getElementById('find');
const hits = document.getElementById('hits');
const place = box.closest('.find');
const KINDS = {
  person: ['人物', 'person'], place: ['地方', 'place'], body: ['机构', 'body'], report: ['报告', 'report'],
  undertaking: ['举措', 'undertaking'], event: ['活动', 'event'], document: ['文献', 'document'],
};
let rows = null;
let chosen = -1;

function kgFind(text) {
  rows = text ? text.split('\n').map((line) => {
    const [path, kind, label, sound, hint] = line.split('\t');
    const syllables = sound.split(' ');
    return { path, kind, label, hint, lower: label.toLowerCase(), joined: syllables.join(''), initials: syllables.map((one) => one[0] ?? '').join('') };
  }) : [];
  look();
}

function load() {
  if (rows !== null || place.dataset.asked) return;
  place.dataset.asked = 'yes';
  const script = document.createElement('script');
  script.src = place.dataset.index;
  document.head.append(script);
}

/* The better, the smaller: the whole name, its beginning, its pinyin, its initials, any part of it. */
function rank(row, wanted, sound) {
  if (row.lower === wanted) return 0;
  if (row.lower.startsWith(wanted)) return 1;
  if (sound && row.joined === sound) return 2;
  if (sound && row.initials === sound) return 3;
  if (sound && row.joined.startsWith(sound)) return 4;
  if (row.lower.includes(wanted)) return 5;
  if (sound.length > 1 && row.initials.startsWith(sound)) return 6;
  if (row.hint.includes(wanted)) return 7;
  return 9;
}

const ORDER = ['person', 'place', 'body', 'report', 'undertaking', 'event', 'document'];

function found(text) {
  const wanted = text.trim().toLowerCase();
  const sound = wanted.replace(/[\s'’]/g, '').replace(/ü/g, 'v');
  const plain = /^[a-z]+$/.test(sound) ? sound : '';
  return rows.map((row) => [rank(row, wanted, plain), ORDER.indexOf(row.kind), row.label.length, row])
    .filter(([worth]) => worth < 9)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])
    .slice(0, MOST).map((ranked) => ranked[3]);
}

function look() {
  const text = box.value;
  if (!text.trim() || rows === null) return close();
  const same = found(text);
  hits.replaceChildren(...same.map((row, at) => {
    const line = document.createElement('li');
    line.id = `hit${at}`;
    line.setAttribute('role', 'option');
    const kind = document.createElement('span');
    kind.className = 'kind';
    kind.textContent = KINDS[row.kind]?.[language === 'en' ? 1 : 0] ?? '';
    const hint = document.createElement('span');
    hint.className = 'soft';
    hint.textContent = row.hint;
    line.append(kind, row.label, hint);
    line.addEventListener('click', () => go(row));
    return line;
  }));
  if (!same.length) {
    const line = document.createElement('li');
    line.setAttribute('role', 'option');
    line.setAttribute('aria-disabled', 'true');
    line.textContent = language === 'en' ? 'Nothing found' : '没有找到';
    hits.append(line);
  }
  hits.hidden = false;
  box.setAttribute('aria-expanded', 'true');
  choose(same.length ? 0 : -1);
  hits.rows = same;
}

function choose(at) {
  chosen = at;
  [...hits.children].forEach((line, number) => line.setAttribute('aria-selected', String(number === at)));
  if (at < 0) return box.removeAttribute('aria-activedescendant');
  box.setAttribute('aria-activedescendant', `hit${at}`);
  hits.children[at].scrollIntoView({ block: 'nearest' });
}

function close() {
  hits.hidden = true;
  hits.replaceChildren();
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
}

function go(row) {
  location.href = `${place.dataset.up}${row.path.split('/').map(encodeURIComponent).join('/')}.html`;
}

box.addEventListener('focus', load);
box.addEventListener('input', () => { load(); look(); });
box.addEventListener('keydown', (event) => {
  if (event.isComposing || hits.hidden) return;
  const last = (hits.rows?.length ?? 0) - 1;
  if (event.key === 'ArrowDown') choose(Math.min(last, chosen + 1));
  else if (event.key === 'ArrowUp') choose(Math.max(0, chosen - 1));
  else if (event.key === 'Enter' && chosen >= 0) go(hits.rows[chosen]);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
});
document.addEventListener('click', (event) => { if (!place.contains(event.target)) close(); });
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  }
});

/* --- a document: marks show their facts, facts show their marks */

const text = document.querySelector('.text');
const card = document.getElementById('card');
const numbers = (element) => (element.dataset.f ?? '').split(' ').filter(Boolean);
const lit = (wanted) => {
  const set = new Set(wanted);
  for (const one of document.querySelectorAll('.m, .factlist li')) {
    const on = one.matches('.m') ? numbers(one).some((number) => set.has(number)) : set.has(one.dataset.f);
    one.classList.toggle('lit', on);
  }
};

function show(mark) {
  const wanted = numbers(mark);
  lit(wanted);
  const said = wanted.slice(0, 5).map((number) => {
    const sentence = document.querySelector(`#f${number} .say`).cloneNode(true);
    for (const slot of sentence.querySelectorAll('a')) slot.replaceWith(...slot.childNodes);
    return sentence;
  });
  card.replaceChildren(...said);
  card.hidden = false;
  const at = mark.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const below = at.bottom + 10 + size.height < innerHeight;
  card.style.setProperty('left', `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`);
  card.style.setProperty('top', `${below ? at.bottom + 10 : Math.max(8, at.top - size.height - 10)}px`);
  const beside = document.getElementById(`f${wanted[0]}`);
  const list = beside?.closest('.facts');
  if (list && getComputedStyle(list).position === 'sticky') {
    list.scrollTo({ top: beside.offsetTop - list.offsetTop - 60 });
  }
}

function hide() {
  card.hidden = true;
  lit(target());
}

/* The facts whose evidence the address names. */
function target() {
  const name = decodeURIComponent(location.hash.slice(1));
  const at = /^e\d+-\d+$/.test(name) && document.getElementById(name);
  if (!at) return /^f\d+$/.test(name) ? [name.slice(1)] : [];
  return [...document.querySelectorAll('.goto')].filter((link) => link.getAttribute('href').endsWith(`#${name}`))
    .map((link) => link.closest('li').dataset.f);
}

if (text && card) {
  for (const type of ['mouseover', 'focusin']) {
    text.addEventListener(type, (event) => { const mark = event.target.closest('.m'); if (mark) show(mark); });
  }
  for (const type of ['mouseout', 'focusout']) {
    text.addEventListener(type, (event) => { if (event.target.closest('.m')) hide(); });
  }
  document.querySelector('.factlist').addEventListener('mouseover', (event) => {
    const line = event.target.closest('li');
    if (line) lit([line.dataset.f]);
  });
  document.querySelector('.factlist').addEventListener('mouseleave', hide);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
  addEventListener('hashchange', () => lit(target()));
  lit(target());
}
