// Judgements that explain themselves: every failure shows the request, the status and the body.
import assert from "node:assert/strict";

function shown(answer) {
  const id = answer.headers?.get?.("x-ms-request-id") ?? "none";
  return `\n  ${answer.request}\n  status ${answer.status}, x-ms-request-id ${id}\n  ${answer.text?.slice(0, 4000) || "(no body)"}`;
}

/** A value that must satisfy a predicate, for use inside an expected body. */
export const is = (meaning, predicate) => Object.assign((value) => predicate(value), { meaning });
export const date = is("an RFC 3339 date in UTC", (v) => typeof v === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/.test(v));
export const text = is("a text that is not empty", (v) => typeof v === "string" && v.length > 0);
export const number = is("a number", (v) => typeof v === "number");
export const nothing = is("absent or null", (v) => v === undefined || v === null);
export const nobodyOrEmpty = is("absent, null or empty", (v) => v === undefined || v === null || Object.keys(v).length === 0);
export const sameId = (id) => is(`the id ${id} in any case`, (v) => typeof v === "string" && v.toLowerCase() === id.toLowerCase());

function differences(actual, expected, path, found) {
  if (typeof expected === "function") {
    if (!expected(actual)) found.push(`${path}: expected ${expected.meaning}, got ${JSON.stringify(actual)}`);
  } else if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) found.push(`${path}: expected an array, got ${JSON.stringify(actual)}`);
    else if (actual.length !== expected.length) found.push(`${path}: expected ${expected.length} entries, got ${JSON.stringify(actual)}`);
    else expected.forEach((entry, i) => differences(actual[i], entry, `${path}[${i}]`, found));
  } else if (expected !== null && typeof expected === "object") {
    if (actual === null || typeof actual !== "object") found.push(`${path}: expected an object, got ${JSON.stringify(actual)}`);
    else for (const key of Object.keys(expected)) differences(actual[key], expected[key], path ? `${path}.${key}` : key, found);
  } else if (actual !== expected) {
    found.push(`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
  return found;
}

/** Every member of `expected` must be in `actual` (objects may have more, arrays may not); all differences are told at once. */
export function like(actual, expected, context = "") {
  const found = differences(actual, expected, "", []);
  assert.equal(found.length, 0, `${found.join("\n  ")}${context}`);
}

/** The answer has one of the statuses, a request id, JSON, and a body like the expected one. */
export function answered(answer, statuses, body) {
  assert.ok([statuses].flat().includes(answer.status), `expected status ${[statuses].flat().join(" or ")}${shown(answer)}`);
  assert.ok(answer.headers.get("x-ms-request-id"), `expected the header x-ms-request-id${shown(answer)}`);
  if (body !== undefined) {
    assert.match(answer.headers.get("content-type") ?? "", /^application\/json/, `expected JSON${shown(answer)}`);
    like(answer.json, body, shown(answer));
  }
}

/** The answer is an error in ARM's shape with this status and code; `targets` must be among the targets of its details. */
export function refused(answer, status, code, { targets = [], message } = {}) {
  answered(answer, status, { error: { code, message: text } });
  if (answer.error) assert.equal(answer.error.code, code, `the SDK's error must carry the code${shown(answer)}`);
  if (message) assert.match(answer.json.error.message, message, shown(answer));
  const details = answer.json.error.details ?? [];
  for (const detail of details) like(detail, { code: text, message: text, target: text }, shown(answer));
  const missing = targets.filter((target) => !details.some((detail) => detail.target === target));
  assert.deepEqual(missing, [], `error.details[] must name these targets${shown(answer)}`);
}

export function strongETag(answer) {
  const tag = answer.headers.get("etag");
  assert.match(tag ?? "", /^"[0-9a-fA-F-]{36}-\d+"$/, `expected a strong ETag "<uid>-<generation>"${shown(answer)}`);
  return tag;
}

export function header(answer, name, pattern) {
  const value = answer.headers.get(name);
  assert.match(value ?? "", pattern, `header ${name}${shown(answer)}`);
  return value;
}

/** None of these texts may be anywhere in the answer. */
export function silentAbout(answer, ...secrets) {
  for (const secret of secrets) {
    assert.ok(!answer.text.includes(secret), `the answer gives away a secret (${secret.slice(0, 4)}…)${shown({ ...answer, text: "(not shown)" })}`);
  }
}
