// Review in a page: elements that name claims (data-claim) or a person (data-person) in; decisions of people out.
// The server adds this script to the pages of who has signed in.  A decision is written at once and shown at once;
// the graph has it with the next build.  Everything is put into the page as text.

const WORDS = {
  accept: "已接受 accepted", reject: "已拒绝 rejected", fix: "已更正 corrected",
  same: "同一人 the same person", different: "不是同一人 different people",
};
const WAITING = "下次 kg build 生效 the next kg build applies it";
const BUILT = "已在图中 in the graph";
const KEYS = {
  subject: "主体", object: "客体", code: "区划代码", modality: "语气", speaker: "说话人", post: "职务", role: "职责",
  organization: "机构", status: "状态", kind: "种类", start: "起", end: "止", date: "日期", genre: "体裁",
  district: "地方", district_code: "地方代码", host_post: "挂任职务", home: "派出地", why: "理由",
};
const NAMESAKES = 20;

let decided = [];
let number = 0;

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

async function send(path, options = {}) {
  const reply = await fetch(path, options);
  if (!reply.ok) throw new Error((await reply.text()).trim());
  return reply.status === 204 ? null : reply.json();
}

function post(decision) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  return send("/decisions", { method: "POST", headers, body: JSON.stringify(decision) });
}

async function refresh() {
  decided = (await send("/decisions")).decisions;
}

function latest(fits) {
  return decided.filter(fits).at(-1);
}

function told(one) {
  const sets = Object.entries(one.set ?? {}).map(([name, value]) => `${name}=${value}`).join(", ");
  const why = one.why ? ` “${one.why}”` : "";
  return `${WORDS[one.act]}${sets && `: ${sets}`}${why} · ${one.by} · ${one.built ? BUILT : WAITING}`;
}

// A group of buttons with a line for the state and one for what went wrong; `doing` runs one request at a time.
function desk(label) {
  const state = element("p", "", { class: "review-state", role: "status" });
  const problem = element("p", "", { class: "review-problem", role: "alert" });
  const row = element("div", "", { class: "review-row" });
  const forms = element("div");
  const group = element("div", "", { class: "review", role: "group", "aria-label": label });
  group.append(state, row, forms, problem);
  let busy = false;
  const doing = async (work) => {
    if (busy) return;
    busy = true;
    problem.textContent = "";
    try {
      await work();
    } catch (error) {
      problem.textContent = error.message;
    } finally {
      busy = false;
    }
  };
  return { group, state, row, forms, problem, doing };
}

function button(text, act, work) {
  const made = element("button", text, { type: "button", "data-act": act });
  made.addEventListener("click", work);
  return made;
}

// A form in place of nothing: Escape or its last button closes it and gives the focus back to where it came from.
function form(place, fields, opener, submit) {
  const made = element("form");
  const close = () => {
    made.remove();
    opener.focus();
  };
  made.append(...fields, element("button", "记下 record"), button("取消 cancel", "cancel", close));
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(close);
  });
  place.replaceChildren(made);
  made.querySelector("input, select").focus();
  return made;
}

function field(name, value, choices = []) {
  const id = `review-${number += 1}`;
  const label = element("label", `${KEYS[name] ?? ""} ${name}`.trim(), { for: id });
  const input = element(choices.length ? "select" : "input", "", { id, name, autocomplete: "off" });
  for (const choice of value && choices.includes(value) ? choices : ["", ...choices]) {
    if (choices.length) input.append(element("option", choice, { value: choice }));
  }
  input.value = value;
  label.append(input);
  return label;
}

function why() {
  return field("why", "");
}

function claimDesk(place) {
  const claims = place.dataset.claim.split(" ").filter(Boolean);
  const { group, state, row, forms, doing } = desk("复核 review");
  const about = () => latest((one) => claims.includes(one.claim));
  const show = () => {
    const one = about();
    state.textContent = one ? told(one) : "";
    place.toggleAttribute("data-decided", Boolean(one));
    if (one) place.dataset.decided = one.act;
    undo.hidden = !one;
  };
  const judge = (decision) => doing(async () => {
    let note = null;
    for (const claim of claims) note = (await post({ ...decision, claim })).note ?? note;
    await refresh();
    show();
    if (note) state.textContent += ` · ${note}`;
  });
  const accept = button("接受 accept", "accept", () => judge({ act: "accept" }));
  const reject = button("拒绝 reject", "reject", () => form(forms, [why()], reject, async (close) => {
    const given = new FormData(forms.querySelector("form"));
    await judge({ act: "reject", why: given.get("why") });
    if (about()?.act === "reject") close();
  }));
  const fix = button("更正 correct", "fix", () => doing(async () => {
    const { fields } = await send(`/decisions/claims/${encodeURIComponent(claims[0])}`);
    const inputs = Object.entries(fields).map(([name, { value, choices }]) => field(name, value, choices));
    form(forms, [...inputs, why()], fix, async (close) => {
      const given = new FormData(forms.querySelector("form"));
      const set = {};
      for (const [name, { value }] of Object.entries(fields)) if (given.get(name) !== value) set[name] = given.get(name);
      const before = about()?.id;
      await judge({ act: "fix", set, why: given.get("why") });
      if (about()?.id !== before) close();
    });
  }));
  const undo = button("撤销 undo", "undo", () => doing(async () => {
    const mine = decided.filter((one) => claims.includes(one.claim)).map((one) => one.id);
    for (const id of mine) await send(`/decisions/${id}`, { method: "DELETE" });
    await refresh();
    show();
    accept.focus();
  }));
  row.append(accept, fix, reject, undo);
  place.append(group);
  show();
}

function pairDesk(person, other, name, verdicts) {
  const { group, state, row, doing } = desk(`${name} 复核 review`);
  const [one, two] = [person, other].sort();
  const about = () => latest((decision) => decision.one === one && decision.other === two);
  const show = () => {
    const decision = about();
    state.textContent = decision ? told(decision) : "";
    undo.hidden = !decision;
  };
  const settle = (act) => doing(async () => {
    await post({ act, one: person, other });
    await refresh();
    show();
  });
  const undo = button("撤销 undo", "undo", () => doing(async () => {
    await send(`/decisions/${about().id}`, { method: "DELETE" });
    await refresh();
    show();
  }));
  row.append(element("a", name, { href: `/id/${other}` }), element("code", other));
  for (const act of verdicts) row.append(button(WORDS[act], act, () => settle(act)));
  row.append(undo);
  show();
  return group;
}

const NAMED_ALIKE = `SELECT ?other ?how ?name WHERE {
  { VALUES ?how { "alike" } ?who skos:prefLabel ?name . ?other skos:prefLabel ?name ; a kg:Person }
  UNION { VALUES ?how { "joined" } ?other kg:sameEntityAs ?who . ?who skos:prefLabel ?name }
  UNION { VALUES ?how { "alike" } ?pair a kg:PossibleMatch ; kg:linkedPerson ?who , ?other . ?other skos:prefLabel ?name }
  FILTER (?who = PERSON && ?other != ?who)
}`;

async function peopleDesk(place) {
  const { base } = await send("/terms.json");
  const person = place.dataset.person;
  const query = NAMED_ALIKE.replace("PERSON", `<${base}id/${person}>`);
  const headers = { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" };
  const { results } = await send("/sparql", { method: "POST", body: query, headers });
  const others = new Map(results.bindings.map((row) => [row.other.value.slice(`${base}id/`.length), row]));
  if (!others.size) return;
  const details = element("details", "", { class: "review-people" });
  details.append(element("summary", `同名的人 people of this name (${others.size})`));
  for (const [other, row] of [...others].sort().slice(0, NAMESAKES)) {
    details.append(pairDesk(person, other, row.name.value, row.how.value === "joined" ? ["different"] : ["same", "different"]));
  }
  place.append(details);
}

await refresh();
for (const place of document.querySelectorAll("[data-claim]")) claimDesk(place);
for (const place of document.querySelectorAll("[data-person]")) peopleDesk(place);
