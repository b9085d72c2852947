// The content of the page and small helpers.  Text reaches the page only through textContent.
let DATA, NODES, FACTS, SOURCES, TERMS, KINDS;
let factsOf; // node to the facts that end there: two arrays, where each list starts and the lists
const state = {
  scene: -1, focus: null, steps: 1, path: null, pick: null, open: new Set(), shut: new Set(), language: 'zh', theme: 'auto',
};

function byId(id) { return document.getElementById(id); }

async function unpack(id) {
  const raw = atob(byId(id).textContent);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

const unpacked = new Map();
function piece(id) {
  if (!unpacked.has(id)) unpacked.set(id, unpack(id));
  return unpacked.get(id);
}

// Sentences, printed titles, speaker, rules, whether explicit, and evidence of a fact.
async function detailOf(fact) {
  const part = await piece(`detail${Math.floor(fact / DATA.piece)}`);
  const [zh, en, printed, speaker, rules, explicit, quotes] = part[fact % DATA.piece];
  return {
    sentence: { zh, en }, printed, speaker, rules, explicit,
    quotes: quotes.map(([source, start, end, before, exact, after]) => ({ source, start, end, before, exact, after })),
  };
}

async function load() {
  DATA = await unpack('core');
  NODES = DATA.nodes;
  FACTS = DATA.facts;
  SOURCES = DATA.sources;
  TERMS = DATA.terms.map(([name, zh, en]) => ({ name, zh, en }));
  KINDS = Object.keys(DATA.glyphs);
  const starts = new Int32Array(NODES.id.length + 1);
  const ends = (i, act) => { act(FACTS.s[i]); if (FACTS.o[i] >= 0 && FACTS.o[i] !== FACTS.s[i]) act(FACTS.o[i]); };
  for (let i = 0; i < FACTS.s.length; i += 1) ends(i, (node) => { starts[node + 1] += 1; });
  for (let i = 0; i < starts.length - 1; i += 1) starts[i + 1] += starts[i];
  const lists = new Int32Array(starts[starts.length - 1]);
  const next = starts.slice();
  for (let i = 0; i < FACTS.s.length; i += 1) ends(i, (node) => { lists[next[node]] = i; next[node] += 1; });
  factsOf = (node) => lists.subarray(starts[node], starts[node + 1]);
}

function say(key, values = {}) {
  return DATA.strings[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function term(i) { return i < 0 ? '' : TERMS[i][state.language]; }
function relationOf(fact) { return TERMS[FACTS.p[fact]].name; }
function kindOf(node) { return KINDS[NODES.kind[node]]; }
function labelOf(node) { return (state.language === 'en' && NODES.english[node]) || NODES.label[node]; }
function linesOf(node) { return (state.language === 'en' && NODES.english[node]) || NODES.lines[node] || NODES.label[node]; }
function objectOf(fact) { return FACTS.text[fact] || labelOf(FACTS.o[fact]); }
function statesOf(fact) { return FACTS.states[fact].map(term).join(' · '); }
function datesOf(fact) { return FACTS.dates[fact] ? FACTS.dates[fact][state.language === 'zh' ? 0 : 1] : ''; }
function unsettled(fact) { return FACTS.states[fact].some((i) => UNSETTLED.has(TERMS[i].name)); }
const UNSETTLED = new Set(['Planned', 'Relayed', 'Negated', 'Required']);

function otherEnd(fact, node) { return FACTS.s[fact] === node ? FACTS.o[fact] : FACTS.s[fact]; }

// The node and what it lies in, the outermost last.
function chainOf(node) {
  const chain = [];
  for (let i = node; i >= 0; i = NODES.up[i]) chain.push(i);
  return chain;
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
