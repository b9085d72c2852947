// The graph as far as the page holds it, and small helpers.  Text reaches the page only through textContent.
//
// Nodes, facts and documents go by numbers.  The columns are filled by `source`, which is one of two:
// whole.js unpacks what the file holds, served.js asks the server.  Both know
//   core()             what the page needs to start
//   scene(i)           positions of one scene: {of, nodes, frames, folded, rim, blank, rest}
//   tally(i)           what the filters leave of a scene: {bundles, living, within}
//   reach(nodes)       hold the facts that end at these nodes; among(nodes): those between them
//   hold(facts)        hold these facts
//   factsOf(node)      the facts held that end there, in order; total(node): how many pass the filters
//   degree(node)       how many facts end there, whatever the filters say
//   detail(fact)       sentences and evidence
//   find(words, kinds), documents(words, most)    numbers, the best first
//   named(ids, documents)   hold what a link names: {nodes: id to number, documents: id to number}
//   members(node)      people in a place: {count, people}
//   path(from, to)     the nodes of a shortest path, null without one
//   rows(asked)        rows of the table: {rows, count}
let DATA, NODES, FACTS, SOURCES, TERMS, KINDS, HOME;
let sceneNumbers;
const state = {
  scene: -1, focus: null, steps: 1, path: null, pick: null, open: new Set(), shut: new Set(), language: 'zh', theme: 'auto',
};

function byId(id) { return document.getElementById(id); }

function begin(core) {
  DATA = core;
  TERMS = core.terms.map(([name, zh, en]) => ({ name, zh, en }));
  KINDS = Object.keys(core.glyphs);
  sceneNumbers = new Map(core.scenes.map((node, i) => [node, i]));
}

function say(key, values = {}) {
  return DATA.strings[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Sentences, printed titles, speaker, rules, whether explicit, and evidence of a fact.
async function detailOf(fact) {
  const [zh, en, printed, speaker, rules, explicit, quotes, all = quotes.length] = await source.detail(fact);
  return {
    sentence: { zh, en }, printed, speaker, rules, explicit, all,
    quotes: quotes.map(([document, start, end, before, exact, after]) => ({ source: document, start, end, before, exact, after })),
  };
}

function term(i) { return i < 0 ? '' : TERMS[i][state.language]; }
function relationOf(fact) { return TERMS[FACTS.p[fact]].name; }
function kindOf(node) { return KINDS[NODES.kind[node]]; }
function labelOf(node) { return (state.language === 'en' && NODES.english[node]) || NODES.label[node]; }
function linesOf(node) { return (state.language === 'en' && NODES.english[node]) || NODES.lines[node] || NODES.label[node]; }
function objectOf(fact) { return inLanguage(FACTS.text[fact]) || labelOf(FACTS.o[fact]); }
function statesOf(fact) { return FACTS.states[fact].map(term).join(' · '); }
function datesOf(fact) { return inLanguage(FACTS.dates[fact]); }
// A text, or a pair of Chinese and English, as it reads in the language chosen; empty for 0.
function inLanguage(said) { return Array.isArray(said) ? said[state.language === 'zh' ? 0 : 1] : said || ''; }
function unsettled(fact) { return FACTS.states[fact].some((i) => UNSETTLED.has(TERMS[i].name)); }
const UNSETTLED = new Set(['Planned', 'Relayed', 'Negated', 'Required']);

function otherEnd(fact, node) { return FACTS.s[fact] === node ? FACTS.o[fact] : FACTS.s[fact]; }

// The node and what it lies in, the outermost last.
function chainOf(node) {
  const chain = [];
  for (let i = node; i >= 0; i = NODES.up[i]) chain.push(i);
  return chain;
}

function lies(node, place) {
  for (let i = node; i >= 0; i = NODES.up[i]) if (i === place) return true;
  return false;
}

function placeOf(node) {
  return chainOf(node).slice(1).reverse().map(labelOf).join(' › ');
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function button(className, text, act) {
  const element = make('button', className, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

function glyph(node) {
  const mark = make('span', `glyph ${kindOf(node)}`, DATA.glyphs[kindOf(node)]);
  mark.setAttribute('aria-hidden', 'true');
  return mark;
}

function sourceName(i) {
  return SOURCES.path[i] ? `${SOURCES.title[i]}(${SOURCES.path[i]})` : SOURCES.title[i];
}

function marked(quote) {
  const block = make('blockquote', '', quote.before);
  block.append(make('mark', '', quote.exact), quote.after);
  return block;
}
