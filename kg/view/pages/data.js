// The content of the page and small helpers.  Text reaches the page only through textContent.
const DATA = JSON.parse(document.getElementById('content').textContent);
const KINDS = Object.keys(DATA.shapes);
const GLYPHS = { dot: '●', square: '■', hexagon: '⬢', triangle: '▲', diamond: '◆', triangleDown: '▼' };
let language = 'zh';

const factsOf = DATA.nodes.map(() => []);
DATA.facts.forEach((fact, i) => {
  new Set([fact.s, fact.o]).forEach((node) => { if (node !== null) factsOf[node].push(i); });
});
const edgesOf = DATA.nodes.map(() => []);
DATA.edges.forEach((edge, i) => new Set([edge.from, edge.to]).forEach((node) => edgesOf[node].push(i)));

function byId(id) { return document.getElementById(id); }

function say(key, values = {}) {
  return DATA.strings[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A piece is text or {t: name of a term}, with "of" what it is about.
function words(piece) {
  if (piece === null) return '';
  if (typeof piece === 'string') return piece;
  return DATA.terms[piece.t][language] + (piece.of ? ` ${piece.of}` : '');
}

function statusOf(fact) { return fact.status.map(words).join(' · '); }

function relation(fact) { return words({ t: fact.p }); }

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

function sourceName(quote) {
  const source = DATA.sources[quote.d];
  return source.path && source.path !== source.title ? `${source.title}(${source.path})` : source.title;
}

function marked(quote) {
  const block = make('blockquote', '', quote.text[0]);
  block.append(make('mark', '', quote.text[1]), quote.text[2]);
  return block;
}
