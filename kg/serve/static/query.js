// The page for analysts: the query field in; rows as a table, triples as Turtle, or what is wrong, out.
// Everything is put into the page as text; nothing is asked from any other server.

const ROWS_SHOWN = 1000;
const field = document.getElementById("query");
const form = document.getElementById("form");
const run = document.getElementById("run");
const stop = document.getElementById("stop");
const csv = document.getElementById("csv");
const status = document.getElementById("status");
const problem = document.getElementById("problem");
const result = document.getElementById("result");

let terms = { base: "", prefixes: {}, classes: [], properties: [] };
let asked = "";
let running = null;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function shortened(iri) {
  let best = ["", ""];
  for (const [name, space] of Object.entries(terms.prefixes)) {
    if (iri.startsWith(space) && space.length > best[1].length) best = [name, space];
  }
  return best[1] ? `${best[0]}:${iri.slice(best[1].length)}` : `<${iri}>`;
}

// Where this server tells of an IRI of the data, whatever host stands in it; else the web, if it is http.
function leadsTo(iri) {
  const ids = `${terms.base}id/`;
  if (terms.base && iri.startsWith(ids)) return `/id/${iri.slice(ids.length)}`;
  return /^https?:\/\//.test(iri) ? iri : null;
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  const href = term.type === "uri" ? leadsTo(term.value) : null;
  if (href) made.append(element("a", shortened(term.value), { href, title: term.value, rel: "noreferrer" }));
  else if (term.type === "uri") made.append(element("span", shortened(term.value)));
  else if (term.type === "triple") made.textContent = JSON.stringify(term.value);
  else made.textContent = term.value;
  if (term["xml:lang"]) made.lang = term["xml:lang"];
  return made;
}

function table(answer) {
  const columns = answer.head.vars;
  const rows = answer.results.bindings;
  const made = element("table");
  const head = element("tr");
  for (const column of columns) head.append(element("th", column, { scope: "col" }));
  made.append(element("thead"));
  made.tHead.append(head);
  const body = element("tbody");
  for (const row of rows.slice(0, ROWS_SHOWN)) {
    const line = element("tr");
    for (const column of columns) line.append(cell(row[column]));
    body.append(line);
  }
  made.append(body);
  return made;
}

async function send(query, accept, signal) {
  const headers = { "Content-Type": "application/sparql-query", Accept: accept };
  return fetch("/sparql", { method: "POST", body: query, headers, signal });
}

function tell(text) {
  problem.hidden = !text;
  problem.textContent = text;
}

async function ask() {
  running?.abort();
  const own = new AbortController();
  running = own;
  asked = editor.value();
  run.disabled = true;
  stop.hidden = false;
  csv.hidden = true;
  tell("");
  status.textContent = "…";
  const start = performance.now();
  try {
    const reply = await send(asked, "application/sparql-results+json, text/turtle;q=0.9", own.signal);
    if (!reply.ok) throw new Error(await reply.text());
    const kind = reply.headers.get("Content-Type");
    const seconds = () => ((performance.now() - start) / 1000).toFixed(2);
    if (kind.startsWith("text/turtle")) {
      result.replaceChildren(element("pre", await reply.text()));
      status.textContent = `${seconds()} s`;
    } else {
      show(await reply.json(), seconds());
    }
  } catch (error) {
    status.textContent = "";
    result.replaceChildren();
    tell(error.name === "AbortError" ? "已停止 stopped" : error.message.trim());
  } finally {
    if (running === own) {
      run.disabled = false;
      stop.hidden = true;
      running = null;
    }
  }
}

function show(answer, seconds) {
  if (answer.boolean !== undefined) {
    result.replaceChildren(element("p", answer.boolean ? "是 yes" : "否 no", { class: "answer" }));
    status.textContent = `${seconds} s`;
    return;
  }
  const count = answer.results.bindings.length;
  result.replaceChildren(table(answer));
  const shown = count > ROWS_SHOWN ? `(显示前 ${ROWS_SHOWN} 行 the first ${ROWS_SHOWN} shown)` : "";
  status.textContent = `${count} 行 rows${shown} · ${seconds} s`;
  csv.hidden = false;
}

async function download() {
  const reply = await send(asked, "text/csv");
  if (!reply.ok) {
    tell((await reply.text()).trim());
    return;
  }
  const href = URL.createObjectURL(await reply.blob());
  element("a", "", { href, download: "result.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

// The plain field, or Yasqe around it where that is installed.
let editor = { value: () => field.value, set: (text) => { field.value = text; } };

// The prefixes of the graph that a query uses and does not declare: the server knows them, the editor's check does not.
function undeclared(text) {
  const plain = text.replace(/^\s*#.*$/gm, "").replace(/<[^>\s]*>|"[^"\n]*"|'[^'\n]*'/g, "");
  const known = new Set([...plain.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map((match) => match[1]));
  const used = new Set([...plain.matchAll(/(?<![\w:?$-])([A-Za-z][\w-]*):/g)].map((match) => match[1]));
  return [...used].filter((name) => name in terms.prefixes && !known.has(name)).sort()
    .map((name) => `PREFIX ${name}: <${terms.prefixes[name]}>\n`).join("");
}

function declared(text) {
  return undeclared(text) + text;
}

function named(term) {
  return { text: shortened(term.iri), zh: term.zh, count: term.count };
}

function suggestions(token, position) {
  const typed = token.string.trim().toLowerCase();
  const known = position === "class" ? terms.classes : [...terms.properties, ...terms.classes];
  return known.map(named).filter((term) => !term.text.startsWith("<"))
    .filter((term) => !typed || term.text.toLowerCase().includes(typed) || term.zh.includes(typed));
}

function completer() {
  let found = new Map();
  return {
    name: "graph",
    bulk: false,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition(yasqe) {
      const token = yasqe.getCompleteToken();
      return !token.string.startsWith("?") && !token.string.startsWith("$") && token.type !== "string" && token.type !== "comment";
    },
    preProcessToken: (_, token) => ({ ...token, autocompletionString: token.string.trim() }),
    get(yasqe, token) {
      const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
      const terms = suggestions(token, before?.string === "a" ? "class" : "any");
      found = new Map(terms.map((term) => [term.text, term]));
      return terms.map((term) => term.text);
    },
    postProcessSuggestion: (_, __, text) => text,
    postprocessHints: (_, hints) => hints.map((hint) => {
      const term = found.get(hint.text);
      return term ? { ...hint, displayText: `${term.text}  ${term.zh}  ${term.count}` } : hint;
    }),
  };
}

function enhance() {
  const Yasqe = globalThis.Yasqe;
  if (!Yasqe) return;
  // Its own completion of classes, properties and prefixes asks other servers: the graph's terms stand in.
  for (const name of ["class", "property", "prefixes"]) delete Yasqe.Autocompleters[name];
  Yasqe.registerAutocompleter(completer(), false);
  Yasqe.defaults.autocompleters = ["variables", "graph"];
  const holder = element("div", undefined, { id: "editor" });
  field.after(holder);
  field.hidden = true;
  const yasqe = new Yasqe(holder, {
    value: declared(field.value),
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    prefixCcApi: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "300px",
    extraKeys: { "Ctrl-Enter": ask, "Cmd-Enter": ask, "Ctrl-Space": (instance) => instance.autocomplete() },
  });
  yasqe.getInputField().setAttribute("aria-label", "SPARQL");
  editor = { value: () => yasqe.getValue(), set: (text) => yasqe.setValue(declared(text)) };
  let waiting = null;
  const declare = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (yasqe.state.completionActive) {
        declare();
        return;
      }
      const missing = undeclared(yasqe.getValue());
      if (missing) yasqe.replaceRange(missing, { line: 0, ch: 0 });
    }, 500);
  };
  yasqe.on("change", declare);
  globalThis.editor = yasqe;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    ask();
  }
});
stop.addEventListener("click", () => running?.abort());
csv.addEventListener("click", download);
for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", () => {
    editor.set(example.dataset.query);
    ask();
  });
}
fetch("/terms.json").then((reply) => reply.json()).then((found) => {
  terms = found;
  enhance();
});
